using System.Numerics;

namespace Nestor.Model.Settings;

/// <summary>
/// The options of one scope (global, network, subnet, pool, reservation), frozen. Finding one by its code is a bit
/// test and a count, so that a query may ask many scopes for many codes.
/// </summary>
public sealed class OptionSet
{
    public static readonly OptionSet Empty = new([], []);

    private readonly ulong[] _present = new ulong[4];
    private readonly ConfiguredOption[][] _byCode;
    private readonly (uint Enterprise, ConfiguredOption[] Options)[] _vendors;

    /// <param name="options">Options of space dhcp4, code 1 to 254; several with one code keep their order.</param>
    /// <param name="vendors">Sub-options of vendor-NNNN spaces, sent inside option 125 (RFC 3925), by enterprise.</param>
    public OptionSet(IEnumerable<ConfiguredOption> options, IEnumerable<KeyValuePair<uint, ConfiguredOption[]>> vendors)
    {
        var groups = options.GroupBy(o => (byte)o.Code).OrderBy(g => g.Key).ToArray();
        _byCode = [.. groups.Select(g => g.ToArray())];
        foreach (var group in groups)
        {
            _present[group.Key >> 6] |= 1UL << (group.Key & 63);
        }

        All = [.. _byCode.SelectMany(o => o)];
        AlwaysSend = [.. All.Where(o => o.AlwaysSend).Select(o => (byte)o.Code).Distinct()];
        NeverSend = [.. All.Where(o => o.NeverSend).Select(o => (byte)o.Code).Distinct()];
        _vendors = [.. vendors.OrderBy(v => v.Key).Select(v => (v.Key, v.Value))];
    }

    /// <summary>Every option of space dhcp4 in this scope, by ascending code.</summary>
    public IReadOnlyList<ConfiguredOption> All { get; }

    /// <summary>Codes with always-send in this scope.</summary>
    public byte[] AlwaysSend { get; }

    /// <summary>Codes with never-send in this scope.</summary>
    public byte[] NeverSend { get; }

    public bool IsEmpty => _byCode.Length == 0 && _vendors.Length == 0;

    /// <summary>Enterprises that have sub-options in this scope, with them, by ascending number.</summary>
    public ReadOnlySpan<(uint Enterprise, ConfiguredOption[] Options)> Vendors => _vendors;

    /// <summary>The first option with the code; null when the scope has none.</summary>
    public ConfiguredOption? Find(byte code)
    {
        ulong word = _present[code >> 6];
        ulong bit = 1UL << (code & 63);
        if ((word & bit) == 0)
        {
            return null;
        }

        int rank = BitOperations.PopCount(word & (bit - 1));
        for (int i = 0; i < code >> 6; i++)
        {
            rank += BitOperations.PopCount(_present[i]);
        }

        return _byCode[rank][0];
    }
}
