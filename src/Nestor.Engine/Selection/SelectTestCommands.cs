using Nestor.Engine.V4;
using Nestor.Engine.V6;
using Nestor.Hooks.Commands;
using Nestor.Wire.Values;

namespace Nestor.Engine.Selection;

/// <summary>Commands that tell which subnet a query would be in.</summary>
public static class SelectTestCommands
{
    public static void Register(CommandTable commands, Engine4 engine)
    {
        commands.Add("subnet4-select-test", call => Select4(engine, call));
        commands.Add("subnet4o6-select-test", call => Select4o6(engine, call));
    }

    public static void Register(CommandTable commands, Engine6 engine) =>
        commands.Add("subnet6-select-test", call => Select6(engine, call));

    private static CommandResult Select4(Engine4 engine, CommandCall call)
    {
        var arguments = new SelectTestArguments(call, "interface", "address", "relay", "local", "remote", "link", "subnet");
        var link = arguments.Address4("link");
        var named = arguments.Address4("subnet");
        string name = arguments.Text("interface");
        var facts = new SubnetFacts4(name, engine.Interfaces.GetValueOrDefault(name)?.Address ?? default)
        {
            Named = link.IsZero || engine.Settings.Compatibility.IgnoreRaiLinkSelection ? named : link,
            Relay = arguments.Address4("relay"),
            Client = arguments.Address4("address"),
            Local = arguments.Address4("local"),
            Remote = arguments.Address4("remote"),
        };
        var classes = arguments.Classes(engine.Settings.Classes.Names);
        return arguments.Refusal ?? SelectTestArguments.Answer(V4.SelectSubnet.Select(engine.Subnets, facts, classes, out _));
    }

    private static CommandResult Select4o6(Engine4 engine, CommandCall call)
    {
        var arguments = new SelectTestArguments(
            call, "interface", "interface-id", "address", "relay", "local", "remote", "link", "subnet");

        // What is not looked at is read all the same, so that a mistake in it is told.
        foreach (string name in new[] { "address", "relay", "local", "subnet" })
        {
            arguments.Address4(name);
        }

        arguments.Address6("link");
        byte[] interfaceId = arguments.Bytes("interface-id");
        var source = arguments.Address6("remote");
        var classes = arguments.Classes(engine.Settings.Classes.Names);
        return arguments.Refusal
            ?? SelectTestArguments.Answer(engine.Subnets.ByEnvelope(source, arguments.Text("interface"), interfaceId, classes));
    }

    private static CommandResult Select6(Engine6 engine, CommandCall call)
    {
        var arguments = new SelectTestArguments(call, "interface", "interface-id", "remote", "link");
        byte[] interfaceId = arguments.Bytes("interface-id");
        var link = arguments.Address6("link");
        var source = arguments.Address6("remote");
        var classes = arguments.Classes(engine.Settings.Classes.Names);
        Ip6? relay = link.IsZero || link.IsLinkLocal ? null : link;
        return arguments.Refusal ?? SelectTestArguments.Answer(V6.SelectSubnet.Select(
            engine.Subnets, interfaceId.Length > 0, interfaceId, relay, arguments.Text("interface"), source, classes));
    }
}
