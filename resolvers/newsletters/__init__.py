"""Newsletters (소식지): titles and their issues; how they come in, are found and are sent out."""
