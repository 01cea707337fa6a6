using Nestor.Hooks.Libraries;
using Nestor.Json;

namespace StandardLibraries.Limits;

/// <summary>The limits of one class or subnet, from <c>limits</c> in its user-context.</summary>
/// <param name="Name">For people: <c>client class gold</c>, <c>subnet with ID 1</c>.</param>
/// <param name="Addresses">Leases of addresses at one time; null for no limit.</param>
/// <param name="Prefixes">Leases of prefixes at one time; null for no limit.</param>
/// <param name="Rate">Null for no limit.</param>
internal sealed record Limit(string Name, uint? Addresses, uint? Prefixes, RateLimit? Rate)
{
    /// <summary>Null when there are none.</summary>
    public static Limit? Read(LibrarySetup setup, Element? context, string name)
    {
        if (context?["limits"] is not { } limits)
        {
            return null;
        }

        if (limits.Kind != ElementKind.Map)
        {
            setup.Error(limits.Place, $"found {Element.NameOf(limits.Kind)} for \"limits\", wanted a map");
            return null;
        }

        var reader = new ParameterReader(setup, limits, limits.Place);
        var read = new Limit(name, Number(reader, limits, "address-limit"), Number(reader, limits, "prefix-limit"), null);
        if (reader.Text("rate-limit") is { } text)
        {
            read = read with { Rate = RateLimit.Parse(text) };
            if (read.Rate is null)
            {
                setup.Error(limits["rate-limit"]!.Place, $"found rate-limit \"{text}\", wanted a number and \"packets per\" second, minute, hour, day, week, month or year");
            }
        }

        reader.RefuseOthers();
        if (read.Prefixes is not null && setup.Points6 is null)
        {
            setup.Warn(limits["prefix-limit"]!.Place, "found prefix-limit in a DHCPv4 server: it has no prefixes");
        }

        return read;
    }

    private static uint? Number(ParameterReader reader, Element limits, string name)
    {
        long number = reader.Integer(name, 0, 0, uint.MaxValue);
        return limits[name] is { Kind: ElementKind.Integer } ? (uint)number : null;
    }
}
