using Nestor.Hooks.Commands;
using Nestor.Model.Settings;
using Nestor.Server.Control.Http;
using Nestor.Server.Logging;

namespace Nestor.Server.Control;

/// <summary>Everything a server has to be told what to do while it runs: commands, their queue, and the channels they come by.</summary>
internal sealed class ServerControl : IDisposable
{
    private readonly Dispatch _dispatch;
    private readonly CommandGate _gate;

    /// <param name="service">The server's name for clients of HTTP: dhcp4 or dhcp6.</param>
    /// <param name="wake">Ends the loop's waiting; called on any thread.</param>
    public ServerControl(LoggerSet loggers, string service, TimeProvider clock, Action wake, ChannelLimits? limits = null)
    {
        var log = loggers.Find("commands");
        Queue = new CommandQueue(Commands, clock, log) { Arrived = wake };
        Hooks = new CommandHooks(Queue);
        _gate = new CommandGate(Hooks.Ask, name => Commands.Find(name) is not null, clock, log);
        _dispatch = new Dispatch(Queue, service, log) { Gate = _gate, Hooks = Hooks };
        Channels = new ControlChannels(_dispatch.Answer, new HttpService(_dispatch.AnswerHttp, Endpoints) { Auth = loggers.Find("auth") }, limits ?? new ChannelLimits(), log);
    }

    public CommandTable Commands { get; } = new();

    /// <summary>What HTTP listeners answer beside commands.</summary>
    public HttpEndpoints Endpoints { get; } = new();

    public CommandQueue Queue { get; }

    /// <summary>Where libraries take part in commands.</summary>
    public CommandHooks Hooks { get; }

    public ControlChannels Channels { get; }

    /// <summary>The commands every server has, and then the channels, as far as they can be opened.</summary>
    public void Start(ICommandedServer server, DhcpSettings settings)
    {
        ServerCommands.Register(Commands, server);
        ConfigCommands.Register(Commands, server);
        ServiceCommands.Register(Commands, server);
        InterfaceCommands.Register(Commands, server);
        StoreCommands.Register(Commands, server);
        HealthEndpoints.Register(Endpoints, Queue, server);
        _gate.Start(settings.Roles, settings.Audit);
        Channels.Take(settings.ControlSockets);
        Channels.OpenMissing();
    }

    /// <summary>Opens what a configuration asks for beyond what there is; false with the reason, and then nothing is left open.</summary>
    public bool TryPrepare(DhcpSettings settings, out string error)
    {
        if (_gate.TryPrepare(settings.Roles, settings.Audit, out error) && Channels.TryPrepare(settings.ControlSockets, out error))
        {
            return true;
        }

        Leave();
        return false;
    }

    /// <inheritdoc cref="CommandGate.RunInside"/>
    public string? RunInside(string name, Func<string?> run) => _gate.RunInside(name, run);

    /// <summary>Closes what was prepared.</summary>
    public void Leave()
    {
        _gate.Leave();
        Channels.Leave();
    }

    /// <summary>Takes what was prepared into use.</summary>
    public void Take(DhcpSettings settings)
    {
        _gate.Take(settings.Audit);
        Channels.Take(settings.ControlSockets);
    }

    /// <summary>Nobody runs commands any more: answers that wait are given.</summary>
    public void Dispose()
    {
        Queue.End();
        Channels.Dispose();
        _dispatch.Dispose();
        _gate.Dispose();
    }
}
