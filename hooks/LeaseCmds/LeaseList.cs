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

    private readonly List<string> _pieces = [];
    private readonly StringBuilder _text = new();
    private int _count;

    public LeasePack<TView, TFields> Pack { get; } = new();

    /// <summary>In ascending order of their addresses; one that was met twice is there once, as it was last.</summary>
    public CommandResult InOrder()
    {
        var (addresses, places) = Places();
        Array.Sort(addresses, places);
        Begin(isPage: false);
        for (int i = 0; i < places.Length; i++)
        {
            if (IsLast(addresses, i))
            {
                Add(Pack.At(places[i]));
            }
        }

        return End();
    }

    /// <summary>By subnet, in the order of a list; what is of no subnet in it is left out.</summary>
    public CommandResult BySubnet(IReadOnlyList<long> subnets)
    {
        var (addresses, places) = Places();
        Array.Sort(addresses, places);
        var bySubnet = subnets.Distinct().ToDictionary(id => id, _ => new List<long>());
        for (int i = 0; i < places.Length; i++)
        {
            if (IsLast(addresses, i) && bySubnet.TryGetValue(family.FactsOf(Pack.At(places[i])).SubnetId, out var list))
            {
                list.Add(places[i]);
            }
        }

        Begin(isPage: false);
        foreach (var list in bySubnet.Values)
        {
            list.ForEach(place => Add(Pack.At(place)));
        }

        return End();
    }

    /// <summary>In the order they were added, with their number.</summary>
    public CommandResult Page()
    {
        Begin(isPage: true);
        Pack.ForEach((_, in lease) => Add(in lease));
        return End();
    }

    private static bool IsLast(TAddr[] addresses, int index) => index == addresses.Length - 1 || !addresses[index].Equals(addresses[index + 1]);

    private (TAddr[] Addresses, long[] Places) Places()
    {
        var addresses = new TAddr[Pack.Count];
        var places = new long[Pack.Count];
        int at = 0;
        Pack.ForEach((place, in lease) =>
        {
            addresses[at] = family.FactsOf(in lease).Address;
            places[at++] = place;
        });
        return (addresses, places);
    }

    private void Begin(bool isPage)
    {
        _text.Append("{ ");
        if (isPage)
        {
            _text.Append(CultureInfo.InvariantCulture, $"\"count\": {Pack.Count}, ");
        }

        _text.Append("\"leases\": [ ");
    }

    private void Add(in TView lease)
    {
        _text.Append(_count++ == 0 ? "" : ", ");
        family.Write(in lease, _text);
        if (_text.Length > Piece)
        {
            _pieces.Add(_text.ToString());
            _text.Clear();
        }
    }

    private CommandResult End()
    {
        _pieces.Add(_text.Append(" ] }").ToString());
        string found = $"{_count} {family.Name} lease(s) found.";
        var arguments = Element.Written(_pieces);
        return _count == 0 ? CommandResult.Empty(found, arguments) : CommandResult.Success(found, arguments);
    }
}
