"""Tables. One module per subject; import the classes from here."""

from models.base import Base
from models.people import Department, DepartmentFact, Deputy, Employee, Membership, RoleGrant

__all__ = ["Base", "Department", "DepartmentFact", "Deputy", "Employee", "Membership", "RoleGrant"]
