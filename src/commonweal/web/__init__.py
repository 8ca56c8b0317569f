"""The signed-in service: pages by journey, on the GOV.UK Design System."""
