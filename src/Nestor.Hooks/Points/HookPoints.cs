using Nestor.Hooks.Commands;
using Nestor.Model.Settings;

namespace Nestor.Hooks.Points;

/// <summary>The hook points that both servers have, for the libraries of one configuration.</summary>
/// <param name="serverConfigured">Kea's name of <see cref="ServerConfigured"/> in the family.</param>
public abstract class HookPoints(string serverConfigured)
{
    private int _querySlots;

    /// <summary>
    /// dhcp4_srv_configured, dhcp6_srv_configured: a configuration has been checked and is about to come into force, if nothing
    /// else is against it: that is so once <see cref="Libraries.IHookLibrary.Start"/> is called. Drop: it is refused, the running one
    /// stays, and a server that starts ends.
    /// </summary>
    public HookPoint<ServerConfiguredCall> ServerConfigured { get; } = new(serverConfigured, Steps.Drop);

    /// <summary>command_processed: a command has been done, whatever came of it. The answer may be another one.</summary>
    public HookPoint<CommandProcessed> CommandProcessed { get; } = new("command_processed", Steps.None);

    /// <summary>
    /// Set by a library that wants to know when things happen to queries, once it is started: by this clock queries then say
    /// when they were read and when their turn came. Null, which costs nothing: nobody wants to know.
    /// </summary>
    public TimeProvider? EventClock { get; set; }

    /// <summary>http_auth: a command has come by HTTP and nobody has read it. Drop: it is refused with status 403.</summary>
    public HookPoint<HttpAuthCall> HttpAuth { get; } = new("http_auth", Steps.Drop);

    /// <summary>http_response: the answer to a command that came by HTTP, which may be another one.</summary>
    public HookPoint<HttpResponseCall> HttpResponse { get; } = new("http_response", Steps.None);

    internal int AddQuerySlot() => _querySlots++;
}

/// <summary>A configuration that may come into force.</summary>
public sealed class ServerConfiguredCall : HookCall
{
    public DhcpSettings Settings { get; set; } = null!;

    /// <summary>With Drop: why it is refused, for logs and answers.</summary>
    public string Error { get; set; } = "";
}

/// <summary>A command and what is answered.</summary>
public sealed class CommandProcessed : HookCall
{
    public CommandCall Command { get; set; } = null!;

    public CommandResult Answer { get; set; } = null!;
}
