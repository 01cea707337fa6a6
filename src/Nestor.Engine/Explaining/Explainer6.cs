using Nestor.Engine.Loop;
using Nestor.Engine.Pipeline;
using Nestor.Engine.V6;
using Nestor.Hooks.Exchange;
using Nestor.Json;
using Nestor.Model.Settings;

namespace Nestor.Engine.Explaining;

/// <summary>
/// Tries DHCPv6 queries, each through the same stages as a real one, and takes back what it did to leases and pools.
/// On the loop's thread, between the queries of two turns. Counters and everything else an engine has are a twin's.
/// </summary>
public sealed class Explainer6(Engine6 engine)
{
    private readonly TraceLogger _log = new();
    private Engine6? _twin;
    private Batch6? _batch;

    /// <summary>What would become of the query now.</summary>
    public Element Explain(in Arrival6 arrival)
    {
        if (_twin is null || _twin.Settings != engine.Settings || _twin.Pools != engine.Pools || _twin.Leases != engine.Leases)
        {
            _twin = engine.Twin(new EngineLoggers6(_ => _log));
        }

        return Try(_twin, in arrival);
    }

    /// <summary>
    /// What would become of it with another configuration and the leases there are. As after a change of the
    /// configuration, allocators begin anew; all leases are counted for it.
    /// </summary>
    public Element WhatIf(Dhcp6Settings settings, in Arrival6 arrival) =>
        Try(engine.Twin(settings, new EngineLoggers6(_ => _log)), in arrival);

    private Element Try(Engine6 twin, in Arrival6 arrival)
    {
        var trace = new Trace();
        var batch = _batch ??= new Batch6();
        batch.Clear();
        batch.Arrivals[0] = arrival;
        batch.ArrivalCount = 1;
        twin.Now = engine.Now;
        twin.ServerDuid = engine.ServerDuid;
        twin.Server4Socket = engine.Server4Socket;
        twin.WaysOut = engine.WaysOut;
        twin.Trace = trace;
        _log.Trace = trace;
        Exchange6 exchange = null!;
        var loop = new EngineLoop6(twin, StageWatch.Of(Pipeline6.Stages, Pipeline6.Names, trace, (Exchange6 e) => exchange = e));
        twin.Leases.BeginTrial();
        twin.Pools.BeginTrial(trace);
        try
        {
            loop.Run(batch, engine.Now);
        }
        finally
        {
            twin.Pools.EndTrial();
            twin.Leases.EndTrial();
            twin.Trace = null;
            _log.Trace = null;
        }

        return new Report6(twin, exchange, batch, trace).Make();
    }
}
