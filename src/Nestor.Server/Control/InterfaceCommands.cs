using Nestor.Hooks.Commands;
using Nestor.Json;
using Nestor.Server.Sockets;

namespace Nestor.Server.Control;

/// <summary>The commands <c>interface-*</c>.</summary>
internal static class InterfaceCommands
{
    private const string Section = "interfaces-config";
    private const string List = "interfaces";

    public static void Register(CommandTable commands, ICommandedServer server)
    {
        commands.AddOutside("interface-list", _ => InterfaceList(server));
        commands.AddOutside("interface-add", call => InterfaceAdd(server, call));
        commands.AddBetweenTurns("interface-redetect", _ =>
        {
            server.Redetect();
            return InterfaceList(server);
        });
    }

    private static CommandResult InterfaceList(ICommandedServer server)
    {
        var all = server.Interfaces();
        return CommandResult.Success(
            $"{all.Count} interfaces detected.",
            Map((List, Element.List(all.Select(nic => Shown(nic, server.Listening.Contains(nic.Name)))))));
    }

    private static Element Shown(InterfaceState nic, bool isInUse)
    {
        IEnumerable<string> addresses =
            [.. nic.Addresses.Select(a => a.ToString()), .. nic.Addresses6.Concat(nic.Tentative6).Concat(nic.Duplicate6).Select(a => a.ToString())];
        return Map(
            ("addresses", Element.List(addresses.Select(a => Element.Of(a)))),
            ("flag-broadcast", Element.Of(nic.IsBroadcast)),
            ("flag-loopback", Element.Of(nic.IsLoopback)),
            ("flag-multicast", Element.Of(nic.IsMulticast)),
            ("flag-running", Element.Of(nic.IsRunning)),
            ("flag-up", Element.Of(nic.IsUp)),
            ("in-use", Element.Of(isInUse)),
            ("index", Element.Of(nic.Index)),
            ("mac", Element.Of(Mac(nic.Mac))),
            ("name", Element.Of(nic.Name)),
            ("type", Element.Of(nic.HardwareType)));
    }

    private static string Mac(ulong mac) => string.Join(':', Enumerable.Range(0, 6).Select(i => ((mac >> (40 - (8 * i))) & 0xFF).ToString("x2", System.Globalization.CultureInfo.InvariantCulture)));

    /// <summary>The running configuration with more interfaces in it, taken as one that comes by config-set.</summary>
    private static CommandResult InterfaceAdd(ICommandedServer server, CommandCall call)
    {
        if (!call.TryMember(List, out var added, out var refusal))
        {
            return refusal;
        }

        if (added.Kind != ElementKind.List || added.Items.Any(i => i.Kind != ElementKind.String))
        {
            return CommandResult.Error($"'{List}' parameter expected to be a list of strings.");
        }

        var present = server.Interfaces();
        if (added.Items.Select(i => Problem(i.Text, present)).FirstOrDefault(p => p is not null) is { } problem)
        {
            return CommandResult.Error(problem);
        }

        // What is left out is no part of what the settings were read from, and is not to be forgotten for that.
        var settings = server.Settings;
        if (settings.Source is not { } source)
        {
            return CommandResult.Error("the configuration was not read from anything");
        }

        var before = source[Section]?[List]?.Items ?? [];
        var more = added.Items.DistinctBy(i => i.Text).Where(i => before.All(b => b.Text != i.Text)).ToList();
        if (more.Count == 0)
        {
            return Done;
        }

        var section = With(source[Section] ?? Element.Map([]), List, Element.List([.. before, .. more]));
        return server.Read(Map((server.ConfigurationName, With(source, Section, section))), settings.Quarantined, out _, out string error) is { } take
            ? CommandResult.Later(() => take() is { } reason ? CommandResult.Error(reason) : Done)
            : CommandResult.Error(error);
    }

    private static CommandResult Done => CommandResult.Success("Interface configuration successfully updated.");

    /// <summary>Why an entry cannot be listened on; null when it can.</summary>
    private static string? Problem(string entry, IReadOnlyList<InterfaceState> present)
    {
        if (entry == "*")
        {
            return null;
        }

        string[] parts = entry.Split('/', 2);
        if (present.FirstOrDefault(p => p.Name == parts[0]) is not { } nic)
        {
            return $"interface '{parts[0]}' is not present in the system";
        }

        bool hasAddress = parts.Length == 1 || nic.Addresses.Any(a => a.ToString() == parts[1])
            || (Wire.Values.Ip6.TryParse(parts[1], out var address) && nic.Addresses6.Contains(address));
        return hasAddress ? null : $"interface '{nic.Name}' does not have address '{parts[1]}' assigned";
    }

    private static Element With(Element map, string name, Element value)
    {
        var members = map.Members.Select(m => m.Name == name ? m with { Value = value } : m).ToList();
        if (map[name] is null)
        {
            members.Add(new Member(name, value, SourcePlace.None));
        }

        return Element.Map(members, map.Place);
    }

    private static Element Map(params (string Name, Element Value)[] members) =>
        Element.Map(members.Select(m => new Member(m.Name, m.Value, SourcePlace.None)));
}
