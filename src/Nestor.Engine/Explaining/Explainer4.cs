using Nestor.Engine.Loop;
using Nestor.Engine.Pipeline;
using Nestor.Engine.V4;
using Nestor.Hooks.Exchange;
using Nestor.Json;
using Nestor.Model.Settings;

namespace Nestor.Engine.Explaining;

/// <summary>
/// Tries DHCPv4 queries, each through the same stages as a real one, and takes back what it did to leases and pools.
/// On the loop's thread, between the queries of two turns. Counters and everything else an engine has are a twin's.
/// </summary>
public sealed class Explainer4(Engine4 engine)
{
    private readonly TraceLogger _log = new();
    private Engine4? _twin;
    private Batch4? _batch;

    /// <summary>What would become of the query now.</summary>
    public Element Explain(in Arrival4 arrival)
    {
        if (_twin is null || _twin.Settings != engine.Settings || _twin.Pools != engine.Pools || _twin.Leases != engine.Leases)
        {
            _twin = engine.Twin(new EngineLoggers4(_ => _log));
        }

        return Try(_twin, in arrival);
    }

    /// <summary>
    /// What would become of it with another configuration and the leases there are. As after a change of the
    /// configuration, allocators begin anew; all leases are counted for it.
    /// </summary>
    public Element WhatIf(Dhcp4Settings settings, in Arrival4 arrival) =>
        Try(engine.Twin(settings, new EngineLoggers4(_ => _log)), in arrival);

    private Element Try(Engine4 twin, in Arrival4 arrival)
    {
        var trace = new Trace();
        var batch = _batch ??= new Batch4();
        batch.Clear();
        batch.Arrivals[0] = arrival;
        batch.ArrivalCount = 1;
        twin.Now = engine.Now;
        twin.LocalAddresses = engine.LocalAddresses;
        twin.Interfaces = engine.Interfaces;
        twin.Trace = trace;
        _log.Trace = trace;
        Exchange4 exchange = null!;
        var loop = new EngineLoop4(twin, StageWatch.Of(Pipeline4.Stages, Pipeline4.Names, trace, (Exchange4 e) => exchange = e));
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

        return new Report4(twin, exchange, batch, trace).Make();
    }
}
