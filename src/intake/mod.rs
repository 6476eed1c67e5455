//! Outside data in: a file for each format, each giving the same arrivals.
