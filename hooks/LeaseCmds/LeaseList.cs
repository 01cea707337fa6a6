using System.Globalization;
using System.Text;
using Nestor.Hooks.Commands;
using Nestor.Hooks.Services;
using Nestor.Json;
using Nestor.Model.Leases;
using Nestor.Model.Networks;
using Nestor.Wire.Values;

namespace StandardLibraries.LeaseCmds;

/// <summary>Leases that were found as the answer to a command; made outside the loop.</summary>
internal sealed class LeaseList<TAddr, TView, TFields, TSubnet>(LeaseFamily<TAddr, TView, TFields, TSubnet> family)
    where TAddr : struct, IAddress<TAddr>
    where TView : struct, ILeaseView<TView, TFields>, allows ref struct
    where TFields : struct
    where TSubnet : Subnet<TAddr>
{
    /// <summary>Characters of an answer in one piece.</summary>
    private const int Piece = 16_000;

    public LeasePack<TView, TFields> Pack { get; } = new();

    /// <summary>In ascending order of their addresses; one that was met twice is there once, as it was last.</summary>
    public CommandResult InOrder() => Answer(Sorted(), isPage: false);

    /// <summary>By subnet, in the order of a list; what is of no subnet in it is left out.</summary>
    public CommandResult BySubnet(IReadOnlyList<long> subnets)
    {
        var bySubnet = subnets.Distinct().ToDictionary(id => id, _ => new List<long>());
        foreach (long place in Sorted())
        {
            if (bySubnet.TryGetValue(family.FactsOf(Pack.At(place)).SubnetId, out var list))
            {
                list.Add(place);
            }
        }

        return Answer([.. bySubnet.Values.SelectMany(list => list)], isPage: false);
    }

    /// <summary>In the order they were added, with their number.</summary>
    public CommandResult Page() => Answer(Places(out _), isPage: true);

    private long[] Sorted()
    {
        long[] places = Places(out var addresses);
        Array.Sort(addresses, places);
        int count = 0;
        for (int i = 0; i < places.Length; i++)
        {
            // Of two with the same address the one that was taken last counts.
            if (count > 0 && addresses[i].Equals(addresses[count - 1]))
            {
                places[count - 1] = Math.Max(places[count - 1], places[i]);
            }
            else
            {
                (addresses[count], places[count++]) = (addresses[i], places[i]);
            }
        }

        return places[..count];
    }

    private long[] Places(out TAddr[] addresses)
    {
        var found = new TAddr[Pack.Count];
        var places = new long[Pack.Count];
        int at = 0;
        Pack.ForEach((place, in lease) =>
        {
            found[at] = family.FactsOf(in lease).Address;
            places[at++] = place;
        });
        addresses = found;
        return places;
    }

    private CommandResult Answer(long[] places, bool isPage)
    {
        string found = $"{places.Length} {family.Name} lease(s) found.";
        var arguments = Element.Written(ElementKind.Map, Written(places, isPage));
        return places.Length == 0 ? CommandResult.Empty(found, arguments) : CommandResult.Success(found, arguments);
    }

    /// <summary>A piece is made when it is sent, so that of a large answer little is there at one time.</summary>
    private IEnumerable<string> Written(long[] places, bool isPage)
    {
        var text = new StringBuilder("{ ");
        if (isPage)
        {
            text.Append(CultureInfo.InvariantCulture, $"\"count\": {places.Length}, ");
        }

        text.Append("\"leases\": [ ");
        for (int i = 0; i < places.Length; i++)
        {
            text.Append(i == 0 ? "" : ", ");
            family.Write(Pack.At(places[i]), text);
            if (text.Length > Piece)
            {
                yield return text.ToString();
                text.Clear();
            }
        }

        yield return text.Append(" ] }").ToString();
    }
}
