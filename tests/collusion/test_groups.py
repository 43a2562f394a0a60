"""Groups in which one comes from everybody to everybody."""

from itertools import permutations

from madang.collusion.groups import circles, components


def test_a_circle_and_a_pair_are_groups_and_a_chain_is_none() -> None:
    arcs = [(1, 2), (2, 3), (3, 1), (4, 5), (5, 4), (5, 6), (6, 7)]
    assert sorted(components(dict.fromkeys(arcs, 1.0))) == [(1, 2, 3), (4, 5)]


def test_two_groups_with_one_way_between_them_stay_two() -> None:
    arcs = [(1, 2), (2, 1), (2, 3), (3, 4), (4, 3)]
    assert circles(dict.fromkeys(arcs, 1.0), largest=6) == [(1, 2), (3, 4)]


def test_a_group_that_is_too_large_falls_apart_where_it_is_weakest() -> None:
    graph = {pair: 9.0 for pair in permutations((1, 2, 3), 2)} | {
        pair: 8.0 for pair in permutations((4, 5), 2)
    }
    graph |= {(3, 4): 2.0, (4, 3): 1.0}
    assert circles(graph, largest=6) == [(1, 2, 3, 4, 5)]
    assert circles(graph, largest=4) == [(1, 2, 3), (4, 5)]
    assert circles(graph, largest=2) == [(4, 5)]  # the three are equally strong: no two of them stand out


def test_a_long_circle_is_walked_without_recursion() -> None:
    around = {(place, (place + 1) % 5000): 1.0 for place in range(5000)}
    assert [len(group) for group in components(around)] == [5000]
    assert circles(around, largest=6) == []
