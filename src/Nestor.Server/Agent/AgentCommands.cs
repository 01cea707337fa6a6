using Nestor.Config.Loading;
using Nestor.Config.Writing;
using Nestor.Hooks.Commands;
using Nestor.Json;
using Nestor.Model.Settings;
using Nestor.Server.Control;
using Nestor.Server.Runtime;

namespace Nestor.Server.Agent;

/// <summary>The agent's own commands: one at a time.</summary>
internal sealed class AgentCommands
{
    private const string Name = "Control-agent";

    private readonly AgentHost _host;
    private readonly Lock _oneAtATime = new();
    private readonly CommandTable _table = new();

    public AgentCommands(AgentHost host)
    {
        _host = host;
        _table.Add("build-report", _ => CommandResult.Success(ProductVersion.Build));
        _table.Add("config-get", _ => ConfigGet());
        _table.Add("config-hash-get", _ => CommandResult.Success(Map(("hash", Element.Of(Hash)))));
        _table.Add("config-reload", _ => Told(_host.Reload()));
        _table.Add("config-set", ConfigSet);
        _table.Add("config-test", ConfigTest);
        _table.Add("config-write", call => ConfigWrite.Store(
            _host.File, call, _host.IsTrusting, () => ConfigText.OfAgent(_host.Load, JsonReader.OpenFile).Of(Form, JsonReader.OpenFile(_host.File, out _))));
        _table.Add("list-commands", _ => CommandResult.Success(Element.List(_table.Names.Select(n => Element.Of(n)))));
        _table.Add("shutdown", Shutdown);
        _table.Add("status-get", _ => StatusGet());
        _table.Add("version-get", _ => CommandResult.Success(ProductVersion.Text, Map(("extended", Element.Of(ProductVersion.Extended)))));
    }

    /// <summary>Whether it is one of them.</summary>
    public bool Has(string command) => _table.Find(command) is not null;

    public CommandResult Run(CommandCall call)
    {
        if (_table.Find(call.Name) is not { } row)
        {
            return CommandResult.Unsupported(
                $"'{call.Name}' command not supported. The request has no \"service\", so it is for the control agent itself: "
                + "name the servers it is for, such as \"service\": [ \"dhcp4\", \"dhcp6\", \"d2\" ]");
        }

        lock (_oneAtATime)
        {
            return row.Run(call);
        }
    }

    private string Hash => NormalForm.Hash(Form);

    private Element Form => NormalForm.Of(_host.Settings)!;

    private CommandResult ConfigGet() =>
        CommandResult.Success(Element.Map([.. ShownSecrets.Hidden(Form).Members, new Member("hash", Element.Of(Hash), SourcePlace.None)]));

    private CommandResult ConfigSet(CommandCall call)
    {
        if (Read(call, out var refusal) is not { } settings)
        {
            return refusal;
        }

        return Told(_host.Take(settings));
    }

    private CommandResult ConfigTest(CommandCall call) =>
        Read(call, out var refusal) is null ? refusal : CommandResult.Success("Configuration check successful");

    private CommandResult Told(string? error) => error is null
        ? CommandResult.Success("Configuration applied successfully.", Map(("hash", Element.Of(Hash))))
        : CommandResult.Error(error);

    /// <summary>Null with the reason when the arguments are no configuration of an agent.</summary>
    private AgentSettings? Read(CommandCall call, out CommandResult refusal)
    {
        refusal = CommandResult.Error("Missing mandatory 'arguments' parameter.");
        if (call.Arguments is null || !call.TryMember(Name, out var configuration, out var missing))
        {
            refusal = call.Arguments is null ? refusal : CommandResult.Error($"Missing mandatory '{Name}' parameter.");
            return null;
        }

        if (call.Arguments.Members.FirstOrDefault(m => m.Name != Name) is { Name: not null } other)
        {
            refusal = CommandResult.Error($"'arguments' parameter contains unsupported '{other.Name}' parameter");
            return null;
        }

        if (configuration.Kind != ElementKind.Map)
        {
            refusal = CommandResult.Error($"'{Name}' parameter expected to be a map.");
            return null;
        }

        var asked = ShownSecrets.Restored(call.Arguments, () => Form, out string stars);
        if (stars.Length > 0)
        {
            refusal = CommandResult.Error(stars);
            return null;
        }

        var result = ConfigLoader.LoadAgent(asked, PlainFile.Rules(isTrusting: false));
        string? outside = result.Settings is { } asks && !_host.IsTrusting ? PathPolicy.Refusal(asks, _host.Settings) : null;
        refusal = CommandResult.Error(AgentHost.Errors(result.Diagnostics) ?? outside ?? "it is refused");
        return outside is null ? result.Settings : null;
    }

    private CommandResult Shutdown(CommandCall call)
    {
        if (call.Arguments is { Kind: not ElementKind.Map })
        {
            return CommandResult.Error("Argument must be a map");
        }

        if (call.Arguments?["exit-value"] is { Kind: not ElementKind.Integer })
        {
            return CommandResult.Error("parameter 'exit-value' is not an integer");
        }

        _host.Stop((int)(call.Arguments?["exit-value"]?.Integer ?? 0));
        return CommandResult.Success("Control Agent is shutting down");
    }

    private CommandResult StatusGet()
    {
        var (run, configuration) = _host.Ages;
        return CommandResult.Success(Map(
            ("pid", Element.Of(Environment.ProcessId)),
            ("reload", Element.Of((long)configuration.TotalSeconds)),
            ("uptime", Element.Of((long)run.TotalSeconds))));
    }

    private static Element Map(params (string Name, Element Value)[] members) =>
        Element.Map(members.Select(m => new Member(m.Name, m.Value, SourcePlace.None)));
}
