using System.Text.Json;
using Conformance.Clients;
using Conformance.Subjects;

namespace Conformance.Operation;

/// <summary>Answers that tools look at: the same from Kea, which these tests try too.</summary>
public sealed class AnswerTests
{
    /// <summary>Command, arguments, result and text, in this order; N is the family's figure.</summary>
    private static readonly (string Command, string? Arguments, int Result, string Text)[] Answers =
    [
        ("no-such-command", null, 2, "'no-such-command' command not supported."),
        ("config-test", null, 1, "Missing mandatory 'arguments' parameter."),
        ("config-test", "{ }", 1, "Missing mandatory 'DhcpN' parameter."),
        ("config-test", "{ \"DhcpN\": { }, \"Logging\": { } }", 1, "Unsupported 'Logging' parameter."),
        ("config-set", null, 1, "Missing mandatory 'arguments' parameter."),
        ("config-set", "{ \"DhcpN\": 5 }", 1, "'DhcpN' parameter expected to be a map."),
        ("dhcp-disable", "[ ]", 1, "arguments for the 'dhcp-disable' command must be a map"),
        ("dhcp-disable", "{ \"max-period\": 0 }", 1, "'max-period' must be positive integer"),
        ("dhcp-disable", "{ \"max-period\": \"x\" }", 1, "'max-period' argument must be a number"),
        ("dhcp-disable", "{ \"origin\": \"x\" }", 1, "invalid value used for 'origin' parameter: x"),
        ("dhcp-disable", "{ \"max-period\": 20 }", 0, "DHCPvN service disabled for 20 seconds"),
        ("dhcp-disable", null, 0, "DHCPvN service disabled"),
        ("dhcp-enable", "5", 1, "arguments for the 'dhcp-enable' command must be a map"),
        ("dhcp-enable", "{ \"origin\": \"ha-partner\" }", 0, "DHCP service successfully enabled"),
        ("dhcp-enable", null, 0, "DHCP service successfully enabled"),
        ("statistic-get", null, 1, "Missing mandatory 'name' parameter."),
        ("statistic-get", "{ \"name\": 5 }", 1, "'name' parameter expected to be a string."),
        ("statistic-get", "{ \"name\": \"foo\" }", 0, ""),
        ("statistic-reset", "{ \"name\": \"pktN-received\" }", 0, "Statistic 'pktN-received' reset."),
        ("statistic-reset", "{ \"name\": \"foo\" }", 1, "No 'foo' statistic found"),
        ("statistic-sample-age-set", "{ \"name\": \"pktN-received\", \"duration\": 5 }", 0, "Statistic 'pktN-received' duration limit is set."),
        ("statistic-sample-age-set", "{ \"name\": \"pktN-received\" }", 1, "Missing mandatory 'duration' parameter."),
        ("statistic-sample-age-set", "{ \"duration\": 5 }", 1, "Missing mandatory 'name' parameter."),
        ("statistic-sample-age-set", "{ \"name\": \"foo\", \"duration\": 5 }", 1, "No 'foo' statistic found"),
        ("statistic-sample-count-set", "{ \"name\": \"pktN-received\", \"max-samples\": 5 }", 0, "Statistic 'pktN-received' count limit is set."),
        ("statistic-sample-count-set", "{ \"name\": \"pktN-received\" }", 1, "Missing mandatory 'max-samples' parameter."),
        ("statistic-sample-count-set-all", "{ \"max-samples\": 5 }", 0, "All statistics count limit are set."),
        ("statistic-sample-count-set-all", "{ \"max-samples\": 0 }", 1, "'max-samples' parameter must not be zero"),
        ("statistic-sample-age-set-all", "{ \"duration\": 5 }", 0, "All statistics duration limit are set."),
        ("statistic-sample-age-set-all", null, 1, "Missing mandatory 'duration' parameter."),
        ("statistic-remove", "{ \"name\": \"pktN-sent\" }", 0, "Statistic 'pktN-sent' removed."),
        ("statistic-remove", "{ \"name\": \"pktN-sent\" }", 1, "No 'pktN-sent' statistic found"),
        ("statistic-reset-all", null, 0, "All statistics reset to neutral values."),
        ("statistic-remove-all", null, 0, "Warning: statistic-remove-all command is deprecated. All statistics removed."),
        ("leases-reclaim", null, 1, "Missing mandatory 'remove' parameter."),
        ("leases-reclaim", "{ \"remove\": \"x\" }", 1, "'remove' parameter expected to be a boolean."),
        ("leases-reclaim", "{ \"remove\": true }", 0, "Reclamation of expired leases is complete."),
        ("config-reload", null, 0, "Configuration successful."),
        ("shutdown", "{ \"exit-value\": \"x\" }", 1, "parameter 'exit-value' is not an integer"),
        ("shutdown", "5", 1, "Argument must be a map"),
        ("shutdown", null, 0, "Shutting down."),
    ];

    /// <summary>What is sent as it is, and the answer, or a part of it.</summary>
    private static readonly (string Request, string Part)[] Requests =
    [
        ("garbage", "{ \"result\": 1, \"text\": \"invalid first character g\" }"),
        ("5", "{ \"result\": 1, \"text\": \"invalid first character 5\" }"),
        ("# why\n{ \"command\": /* this */ \"server-tag-get\" }", "{ \"arguments\": { \"server-tag\": \"\" }, \"result\": 0 }"),
        ("{ \"command\": \"server-tag-get\" }{ \"command\": \"version-get\" }", "{ \"arguments\": { \"server-tag\": \"\" }, \"result\": 0 }"),
        ("{ \"command\": \"server-tag-get\", \"foo\": 1 }", "Received command contains unsupported parameter 'foo'"),
        ("{ \"command\": \"server-tag-get\"", "Connection over control channel timed out, discarded partial command of 29 bytes"),
    ];

    [Fact]
    public void Kea_dhcp4_gives_these_answers()
    {
        using ControlSocket control = new();
        using OneLan lan = new(new ServerConfig(ServerConfig.Lan) { More = control.Members });
        Try(control, "4");
    }

    [Fact]
    public void Kea_dhcp6_gives_these_answers()
    {
        using ControlSocket control = new();
        using OneLan6 lan = new(new ServerConfig6(ServerConfig6.Lan) { More = control.Members });
        Try(control, "6");
    }

    private static void Try(ControlSocket control, string figure)
    {
        foreach ((string request, string part) in Requests)
        {
            Assert.Contains(part, control.Send(request), StringComparison.Ordinal);
        }

        foreach ((string command, string? arguments, int result, string text) in Answers)
        {
            JsonElement answer = control.Ask(command, arguments is null ? null : Named(arguments));
            string said = answer.TryGetProperty("text", out JsonElement found) ? found.GetString()! : "";
            Assert.Equal((command, arguments, result, Named(text)), (command, arguments, answer.GetProperty("result").GetInt32(), said));
        }

        string Named(string pattern) => pattern.Replace("DhcpN", $"Dhcp{figure}", StringComparison.Ordinal)
            .Replace("DHCPvN", $"DHCPv{figure}", StringComparison.Ordinal).Replace("pktN", $"pkt{figure}", StringComparison.Ordinal);
    }
}
