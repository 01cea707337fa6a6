using Nestor.Hooks.Commands;
using Nestor.Json;
using Nestor.Model.Logging;

namespace StandardLibraries.Perfmon;

/// <summary>perfmon-control and perfmon-get-all-durations.</summary>
internal sealed class PerfmonCommands(Monitor monitor, Parameters parameters, bool isV4, TimeProvider clock, Logger log)
{
    private const string None = "<none>";

    private static readonly string[] Columns =
    [
        "query-type", "response-type", "start-event", "end-event", "subnet-id", "interval-start", "occurrence", "min-duration-usecs",
        "max-duration-usecs", "total-duration-usecs", "mean-duration-usecs",
    ];

    /// <summary>Switches gathering and reporting; tells how both are.</summary>
    public CommandResult Control(CommandCall call)
    {
        bool isOn = monitor.IsOn;
        bool isReporting = monitor.IsReporting;
        if (!TryRead(call, "enable-monitoring", ref isOn, out var refusal) || !TryRead(call, "stats-mgr-reporting", ref isReporting, out refusal)
            || (refusal = Spurious(call, "enable-monitoring", "stats-mgr-reporting")) is not null)
        {
            log.Write(PerfmonLog.ControlFailed, $"perfmon-control: {refusal!.Text!}");
            return refusal!;
        }

        monitor.IsOn = isOn;
        monitor.IsReporting = isReporting;
        log.Write(PerfmonLog.ControlDone, $"active monitoring: {(isOn ? "true" : "false")}, stats-mgr-reporting: {(isReporting ? "true" : "false")}");
        return CommandResult.Success("perfmon-control success", Map(("enable-monitoring", Element.Of(isOn)), ("stats-mgr-reporting", Element.Of(isReporting))));
    }

    /// <summary>The last full interval of every duration.</summary>
    public CommandResult GetAll(CommandCall call)
    {
        bool isTable = false;
        if (!TryRead(call, "result-set-format", ref isTable, out var refusal) || (refusal = Spurious(call, "result-set-format")) is not null)
        {
            log.Write(PerfmonLog.DurationsFailed, $"perfmon-get-all-durations: {refusal!.Text!}");
            return refusal!;
        }

        var all = monitor.All();
        var now = clock.GetUtcNow();
        log.Write(PerfmonLog.DurationsDone, $"{all.Count} durations");
        return CommandResult.Outside(() => CommandResult.Success($"perfmon-get-all-durations: {all.Count} found", Map(
            isTable
                ? ("durations-result-set", Map(
                    ("columns", Element.List(Columns.Select(c => Element.Of(c)))), ("rows", Element.List(all.Select(d => Row(d.Key, d.Last))))))
                : ("durations", Element.List(all.Select(d => Entry(d.Key, d.Last)))),
            ("interval-width-secs", Element.Of((long)parameters.Width.TotalSeconds)),
            ("result-set-format", Element.Of(isTable)),
            ("timestamp", Element.Of(PerfmonLog.Time(now))))));
    }

    private Element Entry(DurationKey key, Interval last) => Map(
        ("duration-key", Map(
            ("query-type", Element.Of(DurationNames.TypeOf(key.Query, isV4))), ("response-type", Element.Of(DurationNames.TypeOf(key.Response, isV4))),
            ("start-event", Element.Of(DurationNames.StartOf(key.Events))), ("stop-event", Element.Of(DurationNames.StopOf(key.Events))),
            ("subnet-id", Element.Of(key.SubnetId)))),
        ("max-duration-usecs", Element.Of(last.Max)),
        ("mean-duration-usecs", Element.Of(last.Mean)),
        ("min-duration-usecs", Element.Of(last.Min)),
        ("occurrences", Element.Of(last.Occurrences)),
        ("start-time", Element.Of(StartOf(last))),
        ("total-duration-usecs", Element.Of(last.Total)));

    private Element Row(DurationKey key, Interval last) => Element.List(
    [
        Element.Of(DurationNames.TypeOf(key.Query, isV4)), Element.Of(DurationNames.TypeOf(key.Response, isV4)),
        Element.Of(DurationNames.StartOf(key.Events)), Element.Of(DurationNames.StopOf(key.Events)), Element.Of(key.SubnetId),
        Element.Of(StartOf(last)), Element.Of(last.Occurrences), Element.Of(last.Min), Element.Of(last.Max), Element.Of(last.Total), Element.Of(last.Mean),
    ]);

    private static string StartOf(Interval last) => last.Occurrences == 0 ? None : PerfmonLog.Time(last.Start);

    private static bool TryRead(CommandCall call, string name, ref bool value, out CommandResult? refusal)
    {
        refusal = null;
        if (call.Arguments is null || (call.Arguments.Kind == ElementKind.Map && call.Arguments[name] is null))
        {
            return true;
        }

        return call.TryBoolean(name, out value, out refusal);
    }

    private static CommandResult? Spurious(CommandCall call, params string[] known) =>
        call.Arguments?.Members.FirstOrDefault(m => !known.Contains(m.Name)) is { Name: { } name } ? CommandResult.Error($"spurious '{name}' parameter") : null;

    private static Element Map(params (string Name, Element Value)[] members) =>
        Element.Map(members.Select(m => new Member(m.Name, m.Value, SourcePlace.None)));
}
