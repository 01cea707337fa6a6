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
        // Stable: several with one code keep their order.
        ConfiguredOption[] all = [.. options.OrderBy(o => o.Code)];
        var codes = new List<ushort>(all.Length);
        var byCode = new List<ConfiguredOption[]>(all.Length);
        for (int i = 0; i < all.Length;)
        {
            ushort code = all[i].Code;
            int end = i;
            while (end < all.Length && all[end].Code == code)
            {
                end++;
            }

            codes.Add(code);
            byCode.Add(all[i..end]);
            i = end;
            if (code < 256)
            {
                _present[code >> 6] |= 1UL << (code & 63);
            }
        }

        All = all;
        _codes = [.. codes];
        _byCode = [.. byCode];
        AlwaysSend = Marked(static o => o.AlwaysSend);
        NeverSend = Marked(static o => o.NeverSend);
        _vendors = [.. vendors.OrderBy(v => v.Key).Select(v => (v.Key, v.Value))];
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
