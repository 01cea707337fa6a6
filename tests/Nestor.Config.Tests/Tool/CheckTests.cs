namespace Nestor.Config.Tests.Tool;

/// <summary>What <c>nestor config check</c> prints and returns.</summary>
public sealed class CheckTests : IDisposable
{
    private readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public void All_errors_come_at_once_with_their_line_a_caret_and_what_was_meant()
    {
        string file = _tool.File("a.conf", """
            { "Dhcp4": {
                "valid-lifetme": 5,
                "comment": "é", "renew-timer": "soon"
            } }
            """);
        var (code, output, _) = _tool.Run("check", file);
        Assert.Equal(1, code);
        Assert.Equal(
            """
            a.conf:2.5: error: found unknown keyword "valid-lifetme" in Dhcp4, wanted one of Kea's; did you mean "valid-lifetime"?
                    "valid-lifetme": 5,
                    ^
            a.conf:3.37: error: found a string, wanted an integer for "renew-timer"
                    "comment": "é", "renew-timer": "soon"
                                                   ^
            a.conf: refused for kea-dhcp4: 2 errors, 0 warnings

            """,
            output);
    }

    [Fact]
    public void A_file_a_server_takes_is_fine_and_its_warnings_are_told()
    {
        string file = _tool.File("a.conf", """{ "Dhcp6": { "control-socket": { "socket-type": "unix", "socket-name": "/run/kea/s" }, } }""");
        var (code, output, _) = _tool.Run("check", file);
        Assert.Equal(0, code);
        Assert.Contains("warning: \"control-socket\" is an older name; write \"control-sockets\"", output, StringComparison.Ordinal);
        Assert.EndsWith("a.conf: fine for kea-dhcp6: 0 errors, 2 warnings\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_quarantine_leaves_out_is_listed()
    {
        string file = _tool.File("a.conf", """
            { "Dhcp4": { "on-error": "quarantine", "subnet4": [
              { "id": 1, "subnet": "192.0.2.0/24" },
              { "id": 2, "subnet": "nonsense" } ] } }
            """);
        var (code, output, _) = _tool.Run("check", file);
        Assert.Equal(0, code);
        Assert.Contains("Left out, because on-error is quarantine:\n  a.conf:3.3: an entry of subnet4\n", output, StringComparison.Ordinal);
        Assert.EndsWith("0 errors, 1 warning, 1 entry left out\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_in_an_included_file_shows_the_line_of_that_file()
    {
        string inner = _tool.File("inner.json", "\"renew-timer\":\n true");
        var (code, output, _) = _tool.Run("check", _tool.File("a.conf", $$"""{ "Dhcp4": { <?include "{{inner}}"?> } }"""));
        Assert.Equal(1, code);
        Assert.Contains("inner.json:2.2: error: found a boolean, wanted an integer for \"renew-timer\"\n     true\n     ^\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_with_both_servers_is_checked_for_both_and_the_family_can_be_chosen()
    {
        string file = _tool.File("a.conf", """{ "Dhcp4": { "x": 1 }, "Dhcp6": { } }""");
        var (code, output, _) = _tool.Run("check", file);
        Assert.Equal(1, code);
        Assert.Contains("refused for kea-dhcp4: 1 error,", output, StringComparison.Ordinal);
        Assert.Contains("fine for kea-dhcp6: 0 errors,", output, StringComparison.Ordinal);
        Assert.Equal(0, _tool.Run("check", file, "--family", "6").Code);
    }

    [Fact]
    public void A_long_line_is_cut_and_control_characters_do_not_reach_the_terminal()
    {
        string file = _tool.File("a.conf", $$"""{ "Dhcp4": { "comment": "{{new string('x', 300)}}", {{'\u001b'}} "no": 1, "comment": "{{new string('y', 300)}}" } }""");
        var (_, output, _) = _tool.Run("check", file);
        Assert.DoesNotContain('\u001b', output);
        Assert.All(output.Split('\n'), line => Assert.InRange(line.Length, 0, 160));
    }

    [Theory]
    [InlineData]
    [InlineData("check")]
    [InlineData("check", "/no/such/file")]
    [InlineData("check", "a", "--family", "5")]
    [InlineData("check", "a", "--what")]
    [InlineData("melt", "a")]
    public void A_wrong_command_line_or_a_missing_file_is_exit_code_2(params string[] args)
    {
        var (code, output, errors) = _tool.Run(args);
        Assert.Equal(2, code);
        Assert.Empty(output);
        Assert.NotEmpty(errors);
    }
}
