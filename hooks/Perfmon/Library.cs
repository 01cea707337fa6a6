using Nestor.Hooks.Commands;
using Nestor.Hooks.Exchange;
using Nestor.Hooks.Libraries;
using Nestor.Hooks.Points;
using Nestor.Hooks.Services;
using Nestor.Model.Logging;

namespace StandardLibraries.Perfmon;

/// <summary>libdhcp_perfmon: how long queries take, by message types and subnets, with alarms.</summary>
public sealed class Library : IHookLibrary
{
    private Parameters _parameters = null!;
    private Monitor _monitor = null!;
    private PerfmonCommands? _commands;
    private HookPoints _points = null!;
    private Logger _log = Logger.Silent;
    private TimeProvider _clock = TimeProvider.System;

    public void Load(LibrarySetup setup)
    {
        _parameters = Parameters.Read(setup);
        _points = setup.Points;
        _log = setup.Log(PerfmonLog.Logger);
        _monitor = new Monitor(_parameters, setup.Points4 is not null, _log);
        setup.Points4?.Pkt4Send.Add(setup, Completed);
        setup.Points6?.Pkt6Send.Add(setup, Completed);
        setup.AddCommand("perfmon-control", call => _commands!.Control(call));
        setup.AddCommand("perfmon-get-all-durations", call => _commands!.GetAll(call));
    }

    public void Start(IHookServer server)
    {
        _clock = server.Clock;
        _monitor.Start(server);
        _commands = new PerfmonCommands(_monitor, _parameters, _points is HookPoints4, _clock, _log);
        _points.EventClock = _clock;
    }

    public void Dispose() => _monitor?.End();

    private void Completed(ResponseCall4 call)
    {
        var exchange = call.Exchange;
        Completed(call, exchange, (byte)exchange.MessageType, (byte)exchange.ReplyType, exchange.Subnet?.Id ?? 0, PerfmonLog.Events4, exchange.Query.Xid);
    }

    private void Completed(ResponseCall6 call)
    {
        var exchange = call.Exchange;
        Completed(call, exchange, (byte)exchange.MessageType, (byte)exchange.ReplyType, exchange.Subnet?.Id ?? 0, PerfmonLog.Events6, exchange.Query.TransactionId);
    }

    private void Completed(HookCall call, IExchange exchange, byte query, byte response, uint subnetId, LogId id, uint transaction)
    {
        // One that was parked before the library was there has no moments.
        if (call.Next == NextStep.Drop || exchange.ReadAt == 0)
        {
            return;
        }

        long now = _clock.GetTimestamp();
        if (_monitor.IsOn)
        {
            _monitor.Add(query, response, subnetId, exchange.ReadAt, exchange.StartedAt, now);
        }

        if (_log.IsEnabled(id))
        {
            var at = _clock.GetUtcNow();
            var read = at - _clock.GetElapsedTime(exchange.ReadAt, now);
            var started = at - _clock.GetElapsedTime(exchange.StartedAt, now);
            _log.Write(id, $"query: tid=0x{transaction.ToString("x", System.Globalization.CultureInfo.InvariantCulture)} events=[{PerfmonLog.Moment(read)} : buffer_read, {PerfmonLog.Moment(started)} : process_started, {PerfmonLog.Moment(at)} : process_completed]");
        }
    }
}
