using System.Globalization;
using Nestor.Hooks.Libraries;
using Nestor.Wire.Values;

namespace StandardLibraries.LeaseQuery;

/// <summary>Who may ask: addresses, and prefixes of them.</summary>
internal sealed class Requesters<TAddr>
    where TAddr : struct, IAddress<TAddr>
{
    private readonly List<(UInt128 First, UInt128 Last)> _ranges = [];

    private Requesters()
    {
    }

    public static Requesters<TAddr> Read(LibrarySetup setup, ParameterReader reader)
    {
        var read = new Requesters<TAddr>();
        var texts = reader.Texts("requesters");
        var place = setup.Parameters?["requesters"]?.Place ?? setup.Parameters?.Place ?? setup.Place;
        if (texts.Count == 0)
        {
            setup.Error(place, "found no \"requesters\", wanted a list of one address or more");
        }

        foreach (string text in texts)
        {
            if (!read.TryAdd(text))
            {
                setup.Error(place, $"found \"{text}\" in \"requesters\", wanted an {(TAddr.Bits == 32 ? "IPv4" : "IPv6")} address or prefix");
            }
        }

        return read;
    }

    public bool Contains(TAddr address)
    {
        var number = address.Number;
        foreach (var (first, last) in _ranges)
        {
            if (number >= first && number <= last)
            {
                return true;
            }
        }

        return false;
    }

    private bool TryAdd(string text)
    {
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        int length = TAddr.Bits;
        if (!TAddr.TryParse(slash < 0 ? text : text.AsSpan(0, slash), out var address)
            || (slash >= 0 && (!int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out length) || length > TAddr.Bits)))
        {
            return false;
        }

        // A shift by 128 would shift by nothing.
        var host = TAddr.Bits - length is < 128 and int bits ? (UInt128.One << bits) - 1 : UInt128.MaxValue;
        _ranges.Add((address.Number & ~host, address.Number | host));
        return true;
    }
}
