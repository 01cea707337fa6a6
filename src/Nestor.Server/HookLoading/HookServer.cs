using System.Collections.Concurrent;
using Nestor.Hooks.Libraries;
using Nestor.Hooks.Services;
using Nestor.Json;
using Nestor.Model.Logging;
using Nestor.Model.Settings;
using Nestor.Server.Control;

namespace Nestor.Server.HookLoading;

/// <summary>The server as the libraries of one configuration see it.</summary>
internal sealed class HookServer(IHookedServer server, Func<string, Logger> log) : IHookServer
{
    private static readonly LogId FailedId = LogId.Error("NESTOR_HOOKS_WORK_FAILED");

    private readonly ConcurrentQueue<Action> _posted = new();
    private readonly List<(string Name, TimeSpan Period, Action Work)> _timers = [];
    private volatile bool _isOver;

    public TimeProvider Clock => server.Clock;

    public long Now => server.Now;

    public ReadOnlyMemory<byte> ServerDuid => server.ServerDuid;

    public ushort Port => server.Port;

    public DhcpSettings Settings => server.Settings;

    public IConfiguration Configuration { get; } = new RunningConfiguration(server);

    public IHosts Hosts => server.Hosts;

    public ILeases4? Leases4 => server.Leases4;

    public ILeases6? Leases6 => server.Leases6;

    public IExpressions Expressions => server.Expressions;

    public ILibraryStatistics Statistics => server.Statistics;

    public ILeaseFile? LeaseFile => server.LeaseFile;

    /// <summary>What is to be done from time to time.</summary>
    public IReadOnlyList<(string Name, TimeSpan Period, Action Work)> Timers => _timers;

    /// <summary>Watches what libraries do on the loop's thread by their own wish. Whose it is only the name of a timer tells.</summary>
    public LibraryGuard Own { get; } = new("a hook library", GuardPolicy.Usual, log("hooks"));

    /// <summary>Nothing waits to be done.</summary>
    public bool IsIdle => _posted.IsEmpty;

    public Logger Log(string name) => log(name);

    public void Post(Action work)
    {
        if (!_isOver)
        {
            _posted.Enqueue(work);
            server.Wake();
        }
    }

    public Task<T> Aside<T>(Func<T> work) => Task.Run(() =>
    {
        Gentle.Become();
        return work();
    });

    public void WhenCommitted(Action<bool> told) => server.WhenCommitted.Add(told);

    public void Every(string name, TimeSpan period, Action work) => _timers.Add((name, period, () => Do(name, work)));

    /// <summary>Another configuration is in force: what waits is not done.</summary>
    public void End()
    {
        _isOver = true;
        _posted.Clear();
    }

    /// <summary>Does what has been posted until now.</summary>
    public void Turn()
    {
        for (int left = _posted.Count; left > 0 && _posted.TryDequeue(out var work); left--)
        {
            Do("work it has posted", work);
        }
    }

    private void Do(string at, Action work)
    {
        try
        {
            Own.Watch(at, () =>
            {
                work();
                return true;
            });
        }
        catch (Exception e)
        {
            // A library's fault must not become the server's.
            log("hooks").Write(FailedId, $"{e.ToString().ReplaceLineEndings(" | ")}");
        }
    }
}

/// <summary>What a server lends to its libraries.</summary>
internal interface IHookedServer
{
    TimeProvider Clock { get; }

    /// <summary>Unix seconds of this turn.</summary>
    long Now { get; }

    ReadOnlyMemory<byte> ServerDuid { get; }

    ushort Port { get; }

    /// <summary>The configuration in force; on any thread.</summary>
    DhcpSettings Settings { get; }

    /// <summary>
    /// Reads a changed configuration, on any thread: what takes it into use between two turns, which gives null when done and
    /// else why the running one stays. Null with the reason when it is wrong.
    /// </summary>
    /// <param name="before">What it was made from.</param>
    /// <param name="tree">The server's map.</param>
    Func<string?>? ReadEdit(DhcpSettings before, Element tree, out string error);

    IHosts Hosts { get; }

    ILeases4? Leases4 { get; }

    ILeases6? Leases6 { get; }

    IExpressions Expressions { get; }

    ILibraryStatistics Statistics { get; }

    ILeaseFile? LeaseFile { get; }

    /// <summary>What is told once the turn at hand is durable.</summary>
    List<Action<bool>> WhenCommitted { get; }

    /// <summary>Ends the loop's waiting; on any thread.</summary>
    void Wake();
}
