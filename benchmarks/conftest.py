"""Print the table that the README shows."""


def pytest_terminal_summary(terminalreporter, config):
    session = getattr(config, "_benchmarksession", None)
    done = [bench for bench in session.benchmarks if bench.stats.data] if session else []
    if not done:
        return
    write = terminalreporter.write_line
    write("")
    write("| | tool | ms | MB/s | times cleaner |")
    write("|---|---|---|---|---|")
    own = {bench.group: bench.stats.median for bench in done if "cleaner" in bench.name}
    for bench in done:
        seconds = bench.stats.median
        tool = bench.name.partition("[")[2].rstrip("]").replace("_", " ")
        speed = bench.extra_info["characters"] / 1e6 / seconds
        write(f"| {bench.group} | {tool} | {seconds * 1000:.2f} | {speed:.1f} | {seconds / own[bench.group]:.2f} |")
