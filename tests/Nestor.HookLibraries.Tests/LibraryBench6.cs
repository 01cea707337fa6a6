using System.Text;
using Nestor.Config.Loading;
using Nestor.Engine.Hooking;
using Nestor.Engine.Tests;
using Nestor.Engine.V6;
using Nestor.Hooks.Commands;
using Nestor.Hooks.Libraries;
using Nestor.Hooks.Points;
using Nestor.Hooks.Services;
using Nestor.Json;
using Nestor.Model.Logging;
using Nestor.Model.Settings;
using Nestor.Server.HookLoading;
using StandardLibraries;

namespace Nestor.HookLibraries.Tests;

/// <summary>A DHCPv6 engine with hook libraries loaded as a server loads them: queries and commands, no sockets.</summary>
internal sealed class LibraryBench6 : IHookedServer, IDisposable
{
    private readonly HookLoader _loader;
    private readonly HookServer _server;
    private readonly LoadedLibraries _libraries;
    private readonly HookLeases6 _leases;
    private HookExpressions? _expressions;
    private IHosts? _hosts;

    /// <param name="members">Of the configuration, <c>hooks-libraries</c> among them.</param>
    /// <param name="table">Null for the standard ones.</param>
    /// <param name="loggers">Of the engine; null for none.</param>
    /// <param name="log">Of the libraries; null for none.</param>
    /// <param name="clock">What libraries have in the place of the system's.</param>
    /// <param name="prepare">Makes the engine what it is before libraries are started.</param>
    public LibraryBench6(
        string members, LibraryTable? table = null, EngineLoggers6? loggers = null, Func<string, Logger>? log = null, TimeProvider? clock = null, Action<Bench6>? prepare = null)
    {
        Clock = clock ?? TimeProvider.System;
        log ??= _ => Logger.Silent;
        var diagnostics = new Diagnostics();
        var loader = _loader = new HookLoader(table ?? Standard.Table, log);
        var result = ConfigLoader.Load6(
            Encoding.UTF8.GetBytes("{ \"Dhcp6\": { \"cache-threshold\": 0.0, " + members + " } }"), "test", null, LoadRules.Strict with { CheckLibraries = loader.Check });
        Assert.True(result.Settings is not null, string.Join('\n', result.Diagnostics.All));
        Bench = new Bench6(result.Settings, loggers);
        prepare?.Invoke(Bench);
        _leases = new HookLeases6(Bench.Engine);
        _libraries = loader.Load(result.Settings, diagnostics);
        Assert.False(diagnostics.HasErrors);
        Warnings = [.. diagnostics.All.Select(d => d.Text)];
        _server = new HookServer(this, log);
        Bench.Loop.UseHooks((HookPoints6)_libraries.Points);
        Assert.Empty(_libraries.Start(_server));
    }

    public Bench6 Bench { get; }

    /// <summary>What was said of the libraries' parameters.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>What each library has cost.</summary>
    public IReadOnlyList<LibraryGuard> Guards => [.. _libraries.Guards];

    /// <summary>The configuration in force.</summary>
    public DhcpSettings Settings => Bench.Engine.Settings;

    public Dhcp6Settings Settings6 => Bench.Engine.Settings;

    public Func<string?>? ReadEdit(DhcpSettings before, Element tree, out string error)
    {
        var rules = LoadRules.Strict with { CheckLibraries = _loader.Check, LeftOut = before.Quarantined };
        var result = ConfigLoader.Load6(Element.Map([new Member("Dhcp6", tree, SourcePlace.None)]), rules);
        error = string.Join("; ", result.Diagnostics.All.Where(d => d.IsError));
        return result.Settings is not { } settings ? null : () =>
        {
            Bench.Engine.Reconfigure(settings);
            return null;
        };
    }

    public IHosts Hosts => _hosts ??= new Hosts6(new HookHosts6(Bench.Engine));

    public TimeProvider Clock { get; }

    public long Now => Bench.Now;

    public ILeases4? Leases4 => null;

    public ILeases6? Leases6 => _leases;

    public ReadOnlyMemory<byte> ServerDuid => Bench6.ServerDuid;

    public ushort Port => 547;

    public IExpressions Expressions => _expressions ??= new HookExpressions(Bench.Engine);

    /// <summary>None unless a test has one.</summary>
    public ILibraryStatistics Statistics => Bench.Engine.Statistics;

    public ILeaseFile? LeaseFile { get; set; }

    public List<Action<bool>> WhenCommitted => Bench.Batch.WhenCommitted;

    /// <summary>How often a command went on later, all together.</summary>
    public int Turns { get; private set; }

    /// <summary>How often the loop was woken.</summary>
    public int Wakes { get; private set; }

    public void Wake() => Wakes++;

    /// <summary>What is wrong with a configuration.</summary>
    public static IReadOnlyList<string> Refused(string members, LibraryTable? table = null) =>
    [
        .. ConfigLoader.Load6(
            Encoding.UTF8.GetBytes("{ \"Dhcp6\": { " + members + " } }"), "test", null,
            LoadRules.Strict with { CheckLibraries = new HookLoader(table ?? Standard.Table, _ => Logger.Silent).Check })
            .Diagnostics.All.Where(d => d.IsError).Select(d => d.ToString()),
    ];

    /// <summary>The answer to a command, as compact JSON.</summary>
    /// <param name="arguments">JSON; null for none.</param>
    public string Ask(string command, string? arguments = null)
    {
        var result = Begin(command, arguments);
        for (; result.GoOn is not null || result.Finish is not null; Turns++)
        {
            result = result.GoOn is not null ? result.GoOn() : result.Finish!();
        }

        return End(result);
    }

    /// <summary>What a command does first; <see cref="End"/> does the rest.</summary>
    public CommandResult Begin(string command, string? arguments = null)
    {
        Element? parsed = null;
        if (arguments is not null)
        {
            var diagnostics = new Diagnostics();
            parsed = JsonReader.Read(Encoding.UTF8.GetBytes(arguments), "arguments", diagnostics, null);
            Assert.Empty(diagnostics.All);
        }

        Bench.Batch.Clear();
        Bench.Engine.Changes = Bench.Batch.Changes;
        return _libraries.Commands[command].Run(new CommandCall(command, parsed));
    }

    /// <summary>The answer, as compact JSON.</summary>
    public static string End(CommandResult result)
    {
        while (result.GoOn is not null || result.Finish is not null)
        {
            result = result.GoOn is not null ? result.GoOn() : result.Finish!();
        }

        return JsonWriter.Compact(result.ToElement());
    }

    /// <summary>Does what libraries have posted.</summary>
    public void Turn() => _server.Turn();

    public void Dispose()
    {
        _server.End();
        _libraries.Dispose();
    }
}
