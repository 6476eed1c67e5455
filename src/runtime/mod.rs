//! The only place with a loop, threads, the terminal and the clock.
