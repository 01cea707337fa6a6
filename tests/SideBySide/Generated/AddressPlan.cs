using System.Globalization;
using SideBySide.Servers;

namespace SideBySide.Generated;

/// <summary>
/// The addresses of a generated configuration. Link 0 is the server's own, every other one is behind a relay; the
/// subnets of a link are counted from 0.
/// </summary>
internal sealed class AddressPlan(Family family)
{
    private readonly bool _isV4 = family == Family.V4;

    public string Subnet(int link, int subnet) => Base(link, subnet) + (_isV4 ? "0/24" : "/64");

    public string Address(int link, int subnet, int number) => Base(link, subnet) + Number(number);

    /// <summary>A pool as its first and last address.</summary>
    public string Range(int link, int subnet, int first, int last) =>
        $"{Address(link, subnet, first)} - {Address(link, subnet, last)}";

    /// <summary>A pool of sixteen addresses as a prefix.</summary>
    public string Sixteen(int link, int subnet, int first) => Address(link, subnet, first) + (_isV4 ? "/28" : "/124");

    /// <summary>Of the relay, in the link's first subnet.</summary>
    public string Relay(int link) => Address(link, 0, 1);

    /// <summary>Of a relay that is in no subnet, so that configurations have to name it.</summary>
    public string FarRelay(int link) => (_isV4 ? "172.16.0." : "2001:db8:ffff::") + Number(link + 1);

    /// <summary>Delegated from, with length 40; there are two for each subnet.</summary>
    public static string Delegating(int link, int subnet, int pool) => Delegated(link, subnet, pool, 0);

    /// <summary>A prefix of at most 48 bits of what is delegated.</summary>
    public static string Delegated(int link, int subnet, int pool, int number) => string.Create(
        CultureInfo.InvariantCulture, $"2001:db8:{0x1000 + (0x4000 * pool) + (0x100 * ((4 * link) + subnet)) + number:x}::");

    private string Base(int link, int subnet) => (_isV4, link, subnet) switch
    {
        (true, 0, 0) => "192.0.2.",
        (true, _, _) => $"10.{link}.{subnet}.",
        (false, 0, 0) => "2001:db8:1::",
        _ => string.Create(CultureInfo.InvariantCulture, $"2001:db8:{0x100 + (0x10 * link) + subnet:x}::"),
    };

    private string Number(int number) => number.ToString(_isV4 ? "d" : "x", CultureInfo.InvariantCulture);
}
