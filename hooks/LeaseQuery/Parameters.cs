using Nestor.Hooks.Libraries;
using Nestor.Json;
using Nestor.Wire.Values;
using StandardLibraries.LeaseQuery.Bulk;

namespace StandardLibraries.LeaseQuery;

/// <summary>The parameters of libdhcp_lease_query.</summary>
/// <param name="Requesters">requesters: who may ask.</param>
/// <param name="PrefixLengths">prefix-lengths: which prefixes an address is looked for in, the longest first; null for those of the pools.</param>
/// <param name="Bulk">advanced: queries over TCP.</param>
internal sealed record Parameters<TAddr>(Requesters<TAddr> Requesters, IReadOnlyList<int>? PrefixLengths, BulkSettings Bulk)
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

        var bulk = BulkSettings.Read(setup, reader.Map("advanced"), TAddr.Bits == 32);
        reader.RefuseOthers();
        return new(requesters, lengths, bulk);
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
}
