namespace Conformance.Tools;

/// <summary>kea-admin beside Debian's script, for all that needs no SQL.</summary>
public sealed class KeaAdminTests
{
    [Fact]
    public void A_memfile_gets_the_answers_and_exit_codes_of_Keas_script()
    {
        string[][] calls =
        [
            ["db-init", "memfile"], ["db-version", "memfile"], ["db-upgrade", "memfile"], ["stats-recount", "memfile"],
            ["lease-dump", "memfile"], ["lease-dump", "memfile", "-4", "-o", "/nonexistent/x"], ["lease-upload", "memfile", "-6", "-i", "/nonexistent/x"],
            ["db-version", "memfile", "-h", "host", "-P", "5", "-u", "user", "-p", "pass", "-n", "name", "-d", "/nonexistent", "-x", "a", "-x", "b", "-4", "-y"],
            ["stats-recount", "memfile", "--host", "-P", "--port", "x", "--user", "u", "--name", "n", "--password", "--extra", "--extra", "--x", "--yes"],
            ["stats-recount", "memfile", "-6", "-i", "x", "-o", "y", "--input", "a", "--output", "b", "--directory", "d"],
            ["db-init", "memfile", "-p"],
        ];
        foreach (string[] call in calls)
        {
            Assert.Equal((string.Join(' ', call), Tool.Keas("kea-admin", call)), (string.Join(' ', call), Tool.Ours("kea-admin", call)));
        }
    }

    [Fact]
    public void A_wrong_command_line_is_refused_with_the_same_first_line_and_exit_code()
    {
        string[][] calls =
        [
            [], ["foo"], ["foo", "memfile"], ["-h"], ["memfile", "db-init"], ["db-init"], ["lease-dump"], ["db-init", "oracle"], ["db-init", "cql"],
            ["db-init", "memfile", "more"], ["db-init", "memfile", "--bogus"], ["db-init", "memfile", "--host=x"], ["db-init", "memfile", "-hx"],
            ["db-init", "memfile", "-v"], ["db-init", "memfile", "-4", "-6"], ["lease-dump", "mysql", "-4", "-6", "-o", "x"],
            ["db-init", "memfile", "-h"], ["db-init", "memfile", "-P"], ["db-init", "memfile", "-u"], ["db-init", "memfile", "-n"],
            ["db-init", "memfile", "-d"], ["db-init", "memfile", "-x"], ["db-init", "memfile", "-4", "-i"], ["db-init", "memfile", "-o"],
            ["lease-upload", "pgsql"], ["lease-upload", "mysql", "-4"], ["lease-dump", "pgsql"], ["lease-dump", "mysql", "-o", "x"],
        ];
        foreach (string[] call in calls)
        {
            string name = string.Join(' ', call);
            Ended keas = Tool.Keas("kea-admin", call);
            Ended ours = Tool.Ours("kea-admin", call);
            Assert.Equal((name, keas.Code, FirstLine(keas)), (name, ours.Code, FirstLine(ours)));
        }
    }

    [Fact]
    public void What_needs_SQL_is_refused_with_one_clear_line_and_exit_code_1()
    {
        foreach (string[] call in (string[][])
            [["db-init", "mysql"], ["db-version", "pgsql"], ["db-upgrade", "mysql"], ["stats-recount", "pgsql"], ["lease-dump", "mysql", "-4", "-o", "x"],
                ["lease-upload", "pgsql", "-6", "-i", "x"]])
        {
            Assert.Equal(new Ended(1, $"ERROR/kea-admin: {call[0]}: the back end {call[1]} is not part of this version\n", ""), Tool.Ours("kea-admin", call));
        }
    }

    [Fact]
    public void Help_and_version_are_printed()
    {
        Assert.Equal(new Ended(0, "3.3.0\n", ""), Tool.Ours("kea-admin", ["-v"]));
        Assert.Equal(new Ended(0, "3.3.0\n", ""), Tool.Ours("kea-admin", ["--version"]));
        Assert.StartsWith("3.3.0 (", Tool.Ours("kea-admin", ["-V"]).Output, StringComparison.Ordinal);
        Assert.StartsWith("Usage: kea-admin COMMAND BACKEND", Tool.Ours("kea-admin", ["--help"]).Output, StringComparison.Ordinal);
    }

    private static string FirstLine(Ended ended) => ended.Output.Split('\n')[0];
}
