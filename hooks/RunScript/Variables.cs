using System.Globalization;
using System.Net.NetworkInformation;
using System.Runtime.CompilerServices;
using Nestor.Model.Leases;
using Nestor.Model.Networks;

namespace StandardLibraries.RunScript;

/// <summary>Variables for the program in the making, in Kea's forms.</summary>
internal sealed class Variables
{
    private readonly Dictionary<string, string> _all = [];

    public IReadOnlyDictionary<string, string> All => _all;

    public void Add(string name, string value) => _all[name] = value;

    public void Add(string name, long number) => _all[name] = number.ToString(CultureInfo.InvariantCulture);

    public void Add(string name, bool isTrue) => _all[name] = isTrue ? "true" : "false";

    /// <summary>A hardware address and, beside it, its type; an unknown one is empty.</summary>
    public void AddHardware(string name, ReadOnlySpan<byte> address, int type)
    {
        Add(name, Hex(address));
        Add(name + "_TYPE", type);
    }

    /// <summary>A name as it is; bytes that are no printable ASCII are of no use in an environment.</summary>
    public void AddText(string name, ReadOnlySpan<byte> text)
    {
        var clean = new char[text.Length];
        for (int i = 0; i < text.Length; i++)
        {
            clean[i] = text[i] is >= 0x20 and < 0x7F ? (char)text[i] : '?';
        }

        Add(name, new string(clean));
    }

    /// <summary>Bytes as one number of hexadecimal digits.</summary>
    public static string Digits(ReadOnlySpan<byte> bytes) => "0x" + Convert.ToHexString(bytes);

    /// <summary>Bytes as pairs of hexadecimal digits with colons.</summary>
    public static string Hex(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return "";
        }

        return string.Create((bytes.Length * 3) - 1, bytes, static (to, from) =>
        {
            const string Digits = "0123456789abcdef";
            for (int i = 0; i < from.Length; i++)
            {
                if (i > 0)
                {
                    to[(i * 3) - 1] = ':';
                }

                to[i * 3] = Digits[from[i] >> 4];
                to[(i * 3) + 1] = Digits[from[i] & 15];
            }
        });
    }

    /// <summary>Kea's word for a lease's state.</summary>
    public static string StateOf(LeaseState state) => state switch
    {
        LeaseState.Default => "default",
        LeaseState.Declined => "declined",
        LeaseState.ExpiredReclaimed => "expired-reclaimed",
        LeaseState.Released => "released",
        LeaseState.Registered => "registered",
        _ => "unknown",
    };

    // An interface that changes is another object: what is known of one stays true as long as there is one.
    private static readonly ConditionalWeakTable<LocalInterface, byte[]> Addresses = [];

    /// <summary>The hardware address of an interface of this machine; empty when there is none. Asked for once: that takes its time.</summary>
    public static byte[] HardwareOf(LocalInterface own) => Addresses.GetValue(own, static i => Read(i.Name));

    private static byte[] Read(string name)
    {
        try
        {
            return NetworkInterface.GetAllNetworkInterfaces().FirstOrDefault(i => i.Name == name)?.GetPhysicalAddress().GetAddressBytes() ?? [];
        }
        catch (NetworkInformationException)
        {
            return [];
        }
    }
}
