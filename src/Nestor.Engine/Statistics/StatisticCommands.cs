using System.Diagnostics.CodeAnalysis;
using System.Text;
using Nestor.Hooks.Commands;
using Nestor.Json;

namespace Nestor.Engine.Statistics;

/// <summary>The commands <c>statistic-*</c>.</summary>
public static class StatisticCommands
{
    /// <summary>Characters of an answer in one piece.</summary>
    private const int Piece = 4_000;

    /// <summary>Reads a limit of samples out of a command's arguments.</summary>
    private delegate bool ReadLimit(
        CommandCall call, out StatisticRecords.Limit limit, [NotNullWhen(false)] out CommandResult? refusal);

    public static void Register(CommandTable commands, StatisticRecords records)
    {
        Add("statistic-get", call => Get(records, call));
        Add("statistic-get-all", _ => GetAll(records, isGlobal: false));
        Add("statistic-global-get-all", _ => GetAll(records, isGlobal: true));
        Add("statistic-reset", call => Reset(records, call));
        Add("statistic-reset-all", _ => ForAll(records, records.Reset, "All statistics reset to neutral values."));
        Add("statistic-remove", call => Remove(records, call));
        Add("statistic-remove-all", _ => ForAll(
            records, records.Remove, "Warning: statistic-remove-all command is deprecated. All statistics removed."));
        Add("statistic-sample-age-set", call => SetLimit(records, call, Age, "duration"));
        Add("statistic-sample-age-set-all", call => SetLimitOfAll(records, call, Age, "duration"));
        Add("statistic-sample-count-set", call => SetLimit(records, call, Count, "count"));
        Add("statistic-sample-count-set-all", call => SetLimitOfAll(records, call, Count, "count"));

        void Add(string name, Func<CommandCall, CommandResult> run) => commands.Add(name, call =>
        {
            var view = records.View();
            return CommandResult.Outside(() =>
            {
                records.Use(view);
                return run(call);
            });
        });
    }

    private static CommandResult Get(StatisticRecords records, CommandCall call)
    {
        if (!call.TryText("name", out string name, out var refusal))
        {
            return refusal;
        }

        // A name that nothing has is no error: the map is empty then.
        var shown = records.Find(name) is { } value ? records.Show(name, value) : null;
        return CommandResult.Success(Element.Map(shown is null ? [] : [new Member(name, shown, SourcePlace.None)]));
    }

    private static CommandResult GetAll(StatisticRecords records, bool isGlobal)
    {
        // There may be hundreds of thousands: nothing is kept of them but how each is shown, most of them alike. Their names are
        // made again, and the text of all with them, when the answer is written.
        var values = records.Values(isGlobal);
        var shown = new List<Element?>();
        foreach (var (name, value) in values)
        {
            shown.Add(records.Show(name, value));
        }

        return CommandResult.Success(Element.Written(ElementKind.Map, Pieces(values, shown)));
    }

    private static IEnumerable<string> Pieces(IEnumerable<(string Name, Int128 Value)> values, List<Element?> shown)
    {
        var text = new StringBuilder("{");
        string comma = " ";
        foreach (var ((name, _), value) in values.Zip(shown))
        {
            if (value is null)
            {
                continue;
            }

            text.Append(comma);
            comma = ", ";
            JsonWriter.CompactName(name, text);
            JsonWriter.Compact(value, text);
            if (text.Length > Piece)
            {
                yield return text.ToString();
                text.Clear();
            }
        }

        yield return text.Append(" }").ToString();
    }

    private static CommandResult Reset(StatisticRecords records, CommandCall call)
    {
        if (!IsThere(records, call, out string name, out var value, out var refusal))
        {
            return refusal;
        }

        records.Reset(name, value);
        return CommandResult.Success($"Statistic '{name}' reset.");
    }

    private static CommandResult Remove(StatisticRecords records, CommandCall call)
    {
        if (!IsThere(records, call, out string name, out var value, out var refusal))
        {
            return refusal;
        }

        records.Remove(name, value);
        return CommandResult.Success($"Statistic '{name}' removed.");
    }

    private static CommandResult SetLimit(StatisticRecords records, CommandCall call, ReadLimit read, string what)
    {
        if (!call.TryText("name", out _, out var refusal) || !read(call, out var limit, out refusal)
            || !IsThere(records, call, out string name, out _, out refusal))
        {
            return refusal;
        }

        records.SetLimit(name, limit);
        return CommandResult.Success($"Statistic '{name}' {what} limit is set.");
    }

    private static CommandResult SetLimitOfAll(StatisticRecords records, CommandCall call, ReadLimit read, string what)
    {
        if (!read(call, out var limit, out var refusal))
        {
            return refusal;
        }

        records.SetLimit(limit);
        return CommandResult.Success($"All statistics {what} limit are set.");
    }

    private static CommandResult ForAll(StatisticRecords records, Action<string, Int128> change, string done)
    {
        foreach (var (name, value) in records.Values(isGlobal: false))
        {
            change(name, value);
        }

        return CommandResult.Success(done);
    }

    private static bool IsThere(
        StatisticRecords records, CommandCall call, out string name, out Int128 value, [NotNullWhen(false)] out CommandResult? refusal)
    {
        value = 0;
        if (call.TryText("name", out name, out refusal))
        {
            var found = records.Find(name);
            value = found ?? 0;
            refusal = found is null ? CommandResult.Error($"No '{name}' statistic found") : null;
        }

        return refusal is null;
    }

    private static bool Age(CommandCall call, out StatisticRecords.Limit limit, [NotNullWhen(false)] out CommandResult? refusal)
    {
        limit = default;
        if (call.TryInteger("duration", out long seconds, out refusal))
        {
            limit = new(null, TimeSpan.FromSeconds(Math.Clamp(seconds, 0, uint.MaxValue)));
            refusal = seconds < 0 ? CommandResult.Error("'duration' parameter must not be negative") : null;
        }

        return refusal is null;
    }

    private static bool Count(CommandCall call, out StatisticRecords.Limit limit, [NotNullWhen(false)] out CommandResult? refusal)
    {
        const int Most = StatisticRecords.MostSamples;
        limit = default;
        if (call.TryInteger("max-samples", out long samples, out refusal))
        {
            limit = new((int)Math.Clamp(samples, 1, Most), null);
            refusal = samples == 0 ? CommandResult.Error("'max-samples' parameter must not be zero")
                : samples is < 0 or > Most ? CommandResult.Error($"'max-samples' parameter must be from 1 to {Most}") : null;
        }

        return refusal is null;
    }
}
