using Nestor.Hooks.Commands;
using Nestor.Model.Settings;
using Nestor.Server.Control.Http;
using Nestor.Server.Logging;

namespace Nestor.Server.Control;

/// <summary>Everything a server has to be told what to do while it runs: commands, their queue, and the channels they come by.</summary>
internal sealed class ServerControl : IDisposable
{
    private readonly Dispatch _dispatch;

    /// <param name="service">The server's name for clients of HTTP: dhcp4 or dhcp6.</param>
    /// <param name="wake">Ends the loop's waiting; called on any thread.</param>
    public ServerControl(LoggerSet loggers, string service, TimeProvider clock, Action wake, ChannelLimits? limits = null)
    {
        var log = loggers.Find("commands");
        Queue = new CommandQueue(Commands, clock, log) { Arrived = wake };
        _dispatch = new Dispatch(Queue, service, log);
        Channels = new ControlChannels(_dispatch.Answer, new HttpService(_dispatch.AnswerHttp, Endpoints), limits ?? new ChannelLimits(), log);
    }

    public CommandTable Commands { get; } = new();

    /// <summary>What HTTP listeners answer beside commands.</summary>
    public HttpEndpoints Endpoints { get; } = new();

    public CommandQueue Queue { get; }

    public ControlChannels Channels { get; }

    /// <summary>The commands every server has, and then the channels, as far as they can be opened.</summary>
    public void Start(ICommandedServer server, ControlSettings settings)
    {
        ServerCommands.Register(Commands, server);
        ConfigCommands.Register(Commands, server);
        ServiceCommands.Register(Commands, server);
        Channels.Take(settings);
        Channels.OpenMissing();
    }

    /// <summary>Nobody runs commands any more: answers that wait are given.</summary>
    public void Dispose()
    {
        Queue.End();
        Channels.Dispose();
        _dispatch.Dispose();
    }
}
