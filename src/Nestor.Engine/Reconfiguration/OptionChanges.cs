using Nestor.Model.Settings;

namespace Nestor.Engine.Reconfiguration;

/// <summary>
/// Tells whether two lists of scopes, the one that wins first, come to the same options. What two sets compare to is
/// kept: most leases ask about the same few.
/// </summary>
internal sealed class OptionChanges
{
    private readonly Dictionary<(OptionSet, OptionSet), bool> _known = [];

    public bool IsChanged(ReadOnlySpan<OptionSet> before, ReadOnlySpan<OptionSet> after)
    {
        bool isSame = before.Length == after.Length;
        for (int i = 0; isSame && i < before.Length; i++)
        {
            isSame = IsSame(before[i], after[i]);
        }

        // A difference in one scope may be hidden by a nearer one.
        return !isSame && (Differs(before, after) || Differs(after, before) || VendorsDiffer(before, after));
    }

    private bool IsSame(OptionSet before, OptionSet after)
    {
        if (ReferenceEquals(before, after))
        {
            return true;
        }

        if (!_known.TryGetValue((before, after), out bool isSame))
        {
            isSame = before.All.Count == after.All.Count && before.All.Zip(after.All).All(p => IsSame(p.First, p.Second))
                && !VendorsDiffer([before], [after]);
            _known.Add((before, after), isSame);
        }

        return isSame;
    }

    /// <summary>Some option that the one list gives is given otherwise, or not, by the other.</summary>
    private static bool Differs(ReadOnlySpan<OptionSet> from, ReadOnlySpan<OptionSet> to)
    {
        foreach (var set in from)
        {
            foreach (var option in set.All)
            {
                if (!IsSame(Find(from, option.Code), Find(to, option.Code)))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool VendorsDiffer(ReadOnlySpan<OptionSet> before, ReadOnlySpan<OptionSet> after)
    {
        for (int i = 0; i < before.Length; i++)
        {
            var one = before[i].Vendors;
            var other = after[i].Vendors;
            bool isSame = one.Length == other.Length;
            for (int at = 0; isSame && at < one.Length; at++)
            {
                isSame = one[at].Enterprise == other[at].Enterprise && one[at].Options.Length == other[at].Options.Length
                    && one[at].Options.Zip(other[at].Options).All(p => IsSame(p.First, p.Second));
            }

            if (!isSame)
            {
                return true;
            }
        }

        return false;
    }

    private static ConfiguredOption? Find(ReadOnlySpan<OptionSet> scopes, ushort code)
    {
        foreach (var set in scopes)
        {
            if (set.Find(code) is { } option)
            {
                return option;
            }
        }

        return null;
    }

    private static bool IsSame(ConfiguredOption? one, ConfiguredOption? other) =>
        one is null || other is null
            ? one == other
            : one.Code == other.Code && one.Body.AsSpan().SequenceEqual(other.Body)
                && one.AlwaysSend == other.AlwaysSend && one.NeverSend == other.NeverSend;
}
