using Nestor.Hooks.Libraries;
using Nestor.Json;
using Nestor.Wire.Values;

namespace StandardLibraries.LeaseQuery;

/// <summary>The parameters of libdhcp_lease_query.</summary>
/// <param name="Requesters">requesters: who may ask.</param>
/// <param name="PrefixLengths">prefix-lengths: which prefixes an address is looked for in, the longest first; null for those of the pools.</param>
internal sealed record Parameters<TAddr>(Requesters<TAddr> Requesters, IReadOnlyList<int>? PrefixLengths)
    where TAddr : struct, IAddress<TAddr>
{
    public static Parameters<TAddr> Read(LibrarySetup setup)
    {
        var reader = new ParameterReader(setup);
        var requesters = Requesters<TAddr>.Read(setup, reader);
        IReadOnlyList<int>? lengths = null;
        if (reader.Any("prefix-lengths") is { } list && TAddr.Bits == 128)
        {
            lengths = Lengths(setup, list);
        }

        if (reader.Map("advanced") is { } advanced)
        {
            RefuseBulk(setup, advanced);
        }

        reader.RefuseOthers();
        return new(requesters, lengths);
    }

    private static int[] Lengths(LibrarySetup setup, Element list)
    {
        if (list.Kind != ElementKind.List)
        {
            setup.Error(list.Place, $"found {Element.NameOf(list.Kind)} for \"prefix-lengths\", wanted a list");
            return [];
        }

        foreach (var item in list.Items.Where(i => i.Kind != ElementKind.Integer || i.Integer is < 1 or > 128))
        {
            setup.Error(item.Place, "found no length of a prefix in \"prefix-lengths\", wanted 1 to 128");
        }

        return [.. list.Items.Where(i => i.Integer is >= 1 and <= 128).Select(i => (int)i.Integer).Distinct().OrderDescending()];
    }

    /// <summary>What bulk queries over TCP would need is read, and they are refused: there are none yet.</summary>
    private static void RefuseBulk(LibrarySetup setup, Element advanced)
    {
        var reader = new ParameterReader(setup, advanced, advanced.Place);
        reader.Boolean("extended-info-tables-enabled", false);
        foreach (string name in (ReadOnlySpan<string>)["bulk-query-enabled", "active-query-enabled"])
        {
            if (reader.Boolean(name, false))
            {
                setup.Error(advanced[name]!.Place, $"found true for \"{name}\", wanted false: queries come by UDP alone");
            }
        }

        reader.Text("lease-query-ip");
        reader.Integer("lease-query-tcp-port", 0, 1, ushort.MaxValue);
        reader.Integer("max-bulk-query-threads", 0, 0, uint.MaxValue);
        reader.Integer("max-requester-connections", 10, 1, uint.MaxValue);
        reader.Integer("max-concurrent-queries", 0, 0, uint.MaxValue);
        reader.Integer("max-requester-idle-time", 300, 1, uint.MaxValue);
        reader.Integer("max-leases-per-fetch", 100, 1, uint.MaxValue);
        reader.RefuseOthers();
    }
}
