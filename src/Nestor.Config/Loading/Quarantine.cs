using Nestor.Json;
using Nestor.Model.Settings;

namespace Nestor.Config.Loading;

/// <summary>
/// Keeps what is wrong with one entry of a list from refusing the whole configuration, where on-error wants that. An
/// entry inside of another is left out by itself.
/// </summary>
/// <param name="before">What was left out already.</param>
internal sealed class Quarantine(Diagnostics diagnostics, OnError onError, IReadOnlyList<QuarantinedEntry>? before = null)
{
    /// <summary>Lists of things that a server can do without one of.</summary>
    private static readonly string[] Lists =
        ["subnet4", "subnet6", "shared-networks", "pools", "pd-pools", "client-classes", "option-def", "option-data", "reservations"];

    private readonly List<QuarantinedEntry> _entries = [.. before ?? []];
    private readonly HashSet<Element> _out = [];

    public OnError OnError { get; } = onError;

    /// <summary>What was left out so far.</summary>
    public IReadOnlyList<QuarantinedEntry> Entries => _entries;

    /// <summary>Reads on-error, which must be known before anything else is looked at.</summary>
    public static OnError Mode(Element server) => server["on-error"]?.Text.ToLowerInvariant() switch
    {
        "quarantine" => OnError.Quarantine,
        "last-known-good" => OnError.LastKnownGood,
        _ => OnError.Refuse,
    };

    /// <summary>True for an entry that was left out before.</summary>
    public bool IsOut(Element entry) => _out.Contains(entry);

    /// <summary>The tree without what was left out of it; the very tree where that is nothing.</summary>
    public Element Kept(Element value) => _out.Count == 0 ? value : value.Kind switch
    {
        ElementKind.Map => Element.Map(value.Members.Select(m => m with { Value = Kept(m.Value) }), value.Place),
        ElementKind.List => Element.List(value.Items.Where(i => !IsOut(i)).Select(Kept), value.Place),
        _ => value,
    };

    /// <summary>Reads one entry of a list.</summary>
    /// <returns>What was read; nothing when it is left out.</returns>
    public T? Entry<T>(string list, Element entry, Func<T?> read) => Entry(list, entry, read, static (_, read) => read());

    /// <summary>Reads one entry of a list of very many, with what the reading needs handed in.</summary>
    /// <returns>What was read; nothing when it is left out.</returns>
    public T? Entry<TState, T>(string list, Element entry, TState state, Func<Element, TState, T?> read)
    {
        if (OnError != OnError.Quarantine || Array.IndexOf(Lists, list) < 0)
        {
            return read(entry, state);
        }

        if (IsOut(entry))
        {
            return default;
        }

        var mark = diagnostics.Mark();
        var value = read(entry, state);
        if (diagnostics.Errors == mark.Errors)
        {
            return value;
        }

        var errors = diagnostics.TakeErrors(mark);
        string reason = errors.Count > 0 ? errors[0].ToString() : "it has more errors than are kept";
        string more = errors.Count > 1 ? $" (and {errors.Count - 1} more)" : "";
        _out.Add(entry);
        _entries.Add(new QuarantinedEntry(list, entry.Place, reason + more));
        diagnostics.Warn(entry.Place, $"this entry of \"{list}\" is left out: {reason}{more}");
        return default;
    }
}
