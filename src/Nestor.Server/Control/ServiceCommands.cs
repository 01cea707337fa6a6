using Nestor.Hooks.Commands;
using Nestor.Json;
using Nestor.Server.Runtime;

namespace Nestor.Server.Control;

/// <summary>Commands that switch the service of clients off and on.</summary>
internal static class ServiceCommands
{
    public static void Register(CommandTable commands, ICommandedServer server)
    {
        commands.Add("dhcp-disable", call => DhcpDisable(server, call));
        commands.Add("dhcp-enable", call => DhcpEnable(server, call));
    }

    private static CommandResult DhcpDisable(ICommandedServer server, CommandCall call)
    {
        if (Origin(call, out uint origin) is { } refusal)
        {
            return refusal;
        }

        TimeSpan? most = null;
        string how = "";
        if (call.Arguments?["max-period"] is { } period)
        {
            if (period.Kind != ElementKind.Integer)
            {
                return CommandResult.Error("'max-period' argument must be a number");
            }

            if (period.Integer is <= 0 or > uint.MaxValue)
            {
                return CommandResult.Error("'max-period' must be positive integer");
            }

            most = TimeSpan.FromSeconds(period.Integer);
            how = $" for {period.Integer} seconds";
        }

        server.Service.Disable(origin, most);
        return CommandResult.Success($"{server.Family} service disabled{how}");
    }

    private static CommandResult DhcpEnable(ICommandedServer server, CommandCall call)
    {
        if (Origin(call, out uint origin) is { } refusal)
        {
            return refusal;
        }

        server.Service.Enable(origin);
        return CommandResult.Success("DHCP service successfully enabled");
    }

    /// <summary>Who asks: <c>origin-id</c> before <c>origin</c>, the operator when neither is there. Null when that is fine.</summary>
    private static CommandResult? Origin(CommandCall call, out uint origin)
    {
        origin = ServiceState.User;
        if (call.Arguments is null)
        {
            return null;
        }

        if (call.Arguments.Kind != ElementKind.Map)
        {
            return CommandResult.Error($"arguments for the '{call.Name}' command must be a map");
        }

        if (call.Arguments["origin-id"] is { } id)
        {
            return id.Kind == ElementKind.Integer
                ? Number("origin-id", id.Integer, out origin)
                : CommandResult.Error("'origin-id' argument must be a number");
        }

        switch (call.Arguments["origin"])
        {
            case null or { Kind: ElementKind.String, Text: "user" }:
                return null;
            case { Kind: ElementKind.String, Text: "ha-partner" }:
                origin = ServiceState.FirstPartner;
                return null;
            case { Kind: ElementKind.Integer } number:
                return Number("origin", number.Integer, out origin);
            case { Kind: ElementKind.String } other:
                return CommandResult.Error($"invalid value used for 'origin' parameter: {other.Text}");
            default:
                return CommandResult.Error("'origin' argument must be a string or a number");
        }
    }

    private static CommandResult? Number(string name, long number, out uint origin)
    {
        bool isKnown = number is ServiceState.User or (>= ServiceState.FirstPartner and <= uint.MaxValue);
        origin = isKnown ? (uint)number : ServiceState.User;
        return isKnown ? null : CommandResult.Error($"invalid value used for '{name}' parameter: {number}");
    }
}
