using System.Numerics;
using Nestor.Model.Classes;

namespace Nestor.Model.Settings;

/// <summary>
/// The options of one scope (global, network, subnet, pool, reservation), frozen. Finding one by its code is a bit
/// test and a count, so that a query may ask many scopes for many codes.
/// </summary>
public sealed class OptionSet
{
    public static readonly OptionSet Empty = new([], []);

    private readonly ulong[] _present = new ulong[4];
    private readonly ushort[] _codes;
    private readonly ConfiguredOption[][] _byCode;
    private readonly (uint Enterprise, ConfiguredOption[] Options)[] _vendors;

    /// <param name="options">Options of space dhcp4 or dhcp6; several with one code keep their order.</param>
    /// <param name="vendors">Sub-options of vendor-NNNN spaces, sent inside option 125 (RFC 3925) or 17, by enterprise.</param>
    public OptionSet(IEnumerable<ConfiguredOption> options, IEnumerable<KeyValuePair<uint, ConfiguredOption[]>> vendors)
    {
        ConfiguredOption[] all = [.. options];
        if (!IsByCode(all, out int different))
        {
            // Stable: several with one code keep their order.
            all = [.. all.OrderBy(o => o.Code)];
            IsByCode(all, out different);
        }

        _codes = new ushort[different];
        _byCode = new ConfiguredOption[different][];
        for (int i = 0, at = 0; i < all.Length; at++)
        {
            ushort code = all[i].Code;
            int end = i;
            while (end < all.Length && all[end].Code == code)
            {
                end++;
            }

            _codes[at] = code;
            _byCode[at] = all[i..end];
            i = end;
            if (code < 256)
            {
                _present[code >> 6] |= 1UL << (code & 63);
            }
        }

        All = all;
        AlwaysSend = Marked(static o => o.AlwaysSend);
        NeverSend = Marked(static o => o.NeverSend);
        _vendors = vendors.TryGetNonEnumeratedCount(out int count) && count == 0
            ? []
            : [.. vendors.OrderBy(v => v.Key).Select(v => (v.Key, v.Value))];
    }

    /// <summary>Every option of space dhcp4 or dhcp6 in this scope, by ascending code.</summary>
    public IReadOnlyList<ConfiguredOption> All { get; }

    /// <summary>Codes with always-send in this scope.</summary>
    public ushort[] AlwaysSend { get; }

    /// <summary>Codes with never-send in this scope.</summary>
    public ushort[] NeverSend { get; }

    public bool IsEmpty => _byCode.Length == 0 && _vendors.Length == 0;

    /// <summary>Enterprises that have sub-options in this scope, with them, by ascending number.</summary>
    public ReadOnlySpan<(uint Enterprise, ConfiguredOption[] Options)> Vendors => _vendors;

    /// <summary>The first option with the code; null when the scope has none.</summary>
    public ConfiguredOption? Find(ushort code) => Of(code) is [var first, ..] ? first : null;

    /// <summary>The first option with the code that is meant for a client in these classes; null when the scope has none.</summary>
    public ConfiguredOption? Find(ushort code, ClassSet classes)
    {
        foreach (var option in Of(code))
        {
            if (option.IsFor(classes))
            {
                return option;
            }
        }

        return null;
    }

    /// <summary>All options with the code, in the order they were written.</summary>
    public ReadOnlySpan<ConfiguredOption> Of(ushort code)
    {
        if (code >= 256)
        {
            int at = Array.BinarySearch(_codes, code);
            return at < 0 ? default : _byCode[at];
        }

        ulong word = _present[code >> 6];
        ulong bit = 1UL << (code & 63);
        if ((word & bit) == 0)
        {
            return default;
        }

        int rank = BitOperations.PopCount(word & (bit - 1));
        for (int i = 0; i < code >> 6; i++)
        {
            rank += BitOperations.PopCount(_present[i]);
        }

        return _byCode[rank];
    }

    /// <param name="different">How many codes there are, where they ascend.</param>
    private static bool IsByCode(ConfiguredOption[] options, out int different)
    {
        different = options.Length > 0 ? 1 : 0;
        for (int i = 1; i < options.Length; i++)
        {
            if (options[i].Code < options[i - 1].Code)
            {
                return false;
            }

            different += options[i].Code == options[i - 1].Code ? 0 : 1;
        }

        return true;
    }

    private ushort[] Marked(Predicate<ConfiguredOption> isMarked)
    {
        List<ushort>? marked = null;
        foreach (var options in _byCode)
        {
            if (Array.Exists(options, isMarked))
            {
                (marked ??= []).Add(options[0].Code);
            }
        }

        return marked is null ? [] : [.. marked];
    }
}
