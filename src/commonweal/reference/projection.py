"""From longitude and latitude to the British National Grid.

The formulas and constants are those of Ordnance Survey, "A guide to coordinate systems in Great Britain": a shift of
seven parameters from WGS84 to the Airy ellipsoid, then the transverse Mercator projection. The shift is good to about
5 metres, far below what a map on a page can show.
"""

from __future__ import annotations

from math import atan2, cos, degrees, hypot, radians, sin, sqrt, tan

WGS84 = (6378137.0, 6356752.3141)
AIRY = (6377563.396, 6356256.909)
SHIFT = (-446.448, 125.157, -542.060)  # metres
TURN = tuple(radians(seconds / 3600) for seconds in (-0.1502, -0.2470, -0.8421))
SCALE = 20.4894e-6
CENTRAL_SCALE, ORIGIN_LATITUDE, ORIGIN_LONGITUDE = 0.9996012717, radians(49), radians(-2)
FALSE_EASTING, FALSE_NORTHING = 400_000.0, -100_000.0


def national_grid(longitude: float, latitude: float) -> tuple[int, int]:
    """Easting and northing in whole metres of a WGS84 position in degrees."""
    east, north = project_airy(*_shifted(longitude, latitude))
    return round(east), round(north)


def _shifted(longitude: float, latitude: float) -> tuple[float, float]:
    """The same place on the Airy ellipsoid, in degrees."""
    major, minor = WGS84
    lon, lat = radians(longitude), radians(latitude)
    squared = 1 - (minor / major) ** 2
    radius = major / sqrt(1 - squared * sin(lat) ** 2)
    x, y, z = radius * cos(lat) * cos(lon), radius * cos(lat) * sin(lon), (1 - squared) * radius * sin(lat)
    (dx, dy, dz), (rx, ry, rz) = SHIFT, TURN
    x, y, z = (
        dx + (1 + SCALE) * x - rz * y + ry * z,
        dy + rz * x + (1 + SCALE) * y - rx * z,
        dz - ry * x + rx * y + (1 + SCALE) * z,
    )
    return degrees(atan2(y, x)), degrees(_latitude(hypot(x, y), z))


def _latitude(across: float, z: float) -> float:
    major, minor = AIRY
    squared = 1 - (minor / major) ** 2
    lat = atan2(z, across * (1 - squared))
    for _ in range(6):
        radius = major / sqrt(1 - squared * sin(lat) ** 2)
        lat = atan2(z + squared * radius * sin(lat), across)
    return lat


def project_airy(longitude: float, latitude: float) -> tuple[float, float]:
    """Easting and northing of a position in degrees on the Airy ellipsoid (annexe C of the guide)."""
    major, minor = AIRY
    lon, lat = radians(longitude), radians(latitude)
    squared = 1 - (minor / major) ** 2
    bend = 1 - squared * sin(lat) ** 2
    nu = major * CENTRAL_SCALE / sqrt(bend)
    rho = major * CENTRAL_SCALE * (1 - squared) / bend**1.5
    eta = nu / rho - 1
    t, c, p = tan(lat) ** 2, cos(lat), lon - ORIGIN_LONGITUDE
    north = (
        _meridian(lat)
        + FALSE_NORTHING
        + nu / 2 * sin(lat) * c * p**2
        + nu / 24 * sin(lat) * c**3 * (5 - t + 9 * eta) * p**4
        + nu / 720 * sin(lat) * c**5 * (61 - 58 * t + t**2) * p**6
    )
    east = (
        FALSE_EASTING
        + nu * c * p
        + nu / 6 * c**3 * (nu / rho - t) * p**3
        + nu / 120 * c**5 * (5 - 18 * t + t**2 + 14 * eta - 58 * t * eta) * p**5
    )
    return east, north


def _meridian(lat: float) -> float:
    """Distance along the meridian from the true origin."""
    major, minor = AIRY
    n = (major - minor) / (major + minor)
    less, more = lat - ORIGIN_LATITUDE, lat + ORIGIN_LATITUDE
    return (
        minor
        * CENTRAL_SCALE
        * (
            (1 + n + 5 / 4 * n**2 + 5 / 4 * n**3) * less
            - (3 * n + 3 * n**2 + 21 / 8 * n**3) * sin(less) * cos(more)
            + (15 / 8 * n**2 + 15 / 8 * n**3) * sin(2 * less) * cos(2 * more)
            - 35 / 24 * n**3 * sin(3 * less) * cos(3 * more)
        )
    )
