# What there is to do.
default:
    @just --list

# Everything that must hold before a change lands: format, lines, lints, docs, dependencies, tests.
check:
    .ci/run

# The tests alone.
test:
    .ci/run tests

# The figures of the README, on seeded stores.
bench:
    cargo bench --locked

# The screen on made-up data.
demo *ARGS:
    cargo run --release --locked -- demo {{ ARGS }}

# The program, on the store of whoever runs it.
run *ARGS:
    cargo run --release --locked -- {{ ARGS }}
