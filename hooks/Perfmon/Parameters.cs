using Nestor.Hooks.Libraries;
using Nestor.Json;

namespace StandardLibraries.Perfmon;

/// <summary>The parameters of libdhcp_perfmon.</summary>
/// <param name="IsMonitoring">enable-monitoring: durations are gathered from the start on.</param>
/// <param name="Width">interval-width-secs.</param>
/// <param name="IsReporting">stats-mgr-reporting: means get among the statistics.</param>
/// <param name="AlarmRepeat">alarm-report-secs.</param>
internal sealed record Parameters(bool IsMonitoring, TimeSpan Width, bool IsReporting, TimeSpan AlarmRepeat, IReadOnlyList<Alarm> Alarms)
{
    public static Parameters Read(LibrarySetup setup)
    {
        var reader = new ParameterReader(setup);
        var read = new Parameters(
            reader.Boolean("enable-monitoring", false),
            TimeSpan.FromSeconds(reader.Integer("interval-width-secs", 60, 1, uint.MaxValue)),
            reader.Boolean("stats-mgr-reporting", true),
            TimeSpan.FromSeconds(reader.Integer("alarm-report-secs", 300, 0, uint.MaxValue)),
            [.. reader.Maps("alarms").Select(a => AlarmOf(setup, a)).OfType<Alarm>()]);
        reader.RefuseOthers();
        if (read.Alarms.GroupBy(a => a.Key).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            setup.Error(setup.Parameters!["alarms"]!.Place, $"found two alarms for {twice.First().Label}, wanted one");
        }

        return read;
    }

    private static Alarm? AlarmOf(LibrarySetup setup, Element entry)
    {
        var reader = new ParameterReader(setup, entry, entry.Place);
        var keyMap = reader.Map("duration-key");
        bool isEnabled = reader.Boolean("enable-alarm", true);
        long high = reader.Integer("high-water-ms", 0, 1, uint.MaxValue);
        long low = reader.Integer("low-water-ms", 0, 1, uint.MaxValue);
        reader.RefuseOthers();
        bool isWhole = true;
        foreach (string name in (string[])["duration-key", "high-water-ms", "low-water-ms"])
        {
            if (entry[name] is null)
            {
                setup.Error(entry.Place, $"found no \"{name}\" in an alarm, wanted one");
                isWhole = false;
            }
        }

        if (high > 0 && low >= high)
        {
            setup.Error(entry["low-water-ms"]!.Place, $"found low-water-ms {low}, wanted less than high-water-ms {high}");
        }

        if (!isWhole || keyMap is null || !TryKey(setup, keyMap, out var key))
        {
            return null;
        }

        return new Alarm(key, DurationNames.LabelOf(key, setup.Points4 is not null), isEnabled, high, low);
    }

    private static bool TryKey(LibrarySetup setup, Element map, out DurationKey key)
    {
        bool isV4 = setup.Points4 is not null;
        var reader = new ParameterReader(setup, map, map.Place);
        byte query = TypeOf(setup, reader, map, "query-type", isV4);
        byte response = TypeOf(setup, reader, map, "response-type", isV4);
        string start = reader.RequiredText("start-event");
        string stop = reader.RequiredText("stop-event");
        uint subnet = (uint)reader.Integer("subnet-id", 0, 0, uint.MaxValue - 1);
        reader.RefuseOthers();
        var events = DurationNames.Find(start, stop);
        key = new DurationKey(query, response, events ?? EventPair.Total, subnet);
        if (events is null && start.Length > 0 && stop.Length > 0)
        {
            setup.Warn(map.Place, $"found an alarm from {start} to {stop}: no query goes from the one to the other here, so it is never triggered");
        }

        return query > 0 && response > 0 && events is not null;
    }

    private static byte TypeOf(LibrarySetup setup, ParameterReader reader, Element map, string name, bool isV4)
    {
        string text = reader.RequiredText(name);
        byte number = DurationNames.TypeNumber(text, isV4);
        if (number == 0 && text.Length > 0)
        {
            setup.Error(map[name]!.Place, $"found message type \"{text}\", wanted one of {DurationNames.AllTypes(isV4)}");
        }

        return number;
    }
}
