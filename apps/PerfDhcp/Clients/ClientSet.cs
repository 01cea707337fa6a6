using Nestor.Wire.Values;
using PerfDhcp.CommandLine;

namespace PerfDhcp.Clients;

/// <summary>
/// The simulated clients by number: hardware addresses that count up from the base, or those of a list; and the relay
/// agents they sit behind.
/// </summary>
internal sealed class ClientSet
{
    private const ulong MacMask = 0xFFFF_FFFF_FFFF;

    private readonly ulong _base;
    private readonly ulong[] _macs;
    private readonly Ip4[] _relays;
    private readonly Random _dice;
    private uint _next;

    public ClientSet(ulong baseMac, uint count, ulong[] macs, Ip4[] relays, Random dice)
    {
        _base = baseMac;
        _macs = macs;
        _relays = relays;
        _dice = dice;
        Count = macs.Length > 0 ? (uint)macs.Length : count;
    }

    public uint Count { get; }

    /// <summary>The client of the next exchange: in turn, or any of the list.</summary>
    public uint Next()
    {
        if (_macs.Length > 0)
        {
            return (uint)_dice.Next(_macs.Length);
        }

        uint number = _next;
        _next = _next + 1 == Count ? 0 : _next + 1;
        return number;
    }

    public ulong Mac(uint client) => _macs.Length > 0 ? _macs[client] : (_base + client) & MacMask;

    /// <summary>The relay agent (giaddr) of the next exchange, as an index for <see cref="Relay"/>.</summary>
    public ushort NextRelay() => _relays.Length == 1 ? (ushort)0 : (ushort)_dice.Next(_relays.Length);

    public Ip4 Relay(ushort index) => _relays[index];

    /// <summary>Reads the files of -M and -J; null when one cannot be used.</summary>
    public static ClientSet? Load(Settings settings, Ip4 local, uint defaultCount, Random dice, out string? problem)
    {
        ulong[] macs = [];
        Ip4[] relays = [local];
        if (settings.MacListFile.Length > 0)
        {
            macs = ListFile.Read<ulong>(settings.MacListFile, "hardware address", Values.TryMac, out problem);
            if (problem is not null)
            {
                return null;
            }
        }

        if (settings.RelayListFile.Length > 0)
        {
            relays = ListFile.Read<Ip4>(
                settings.RelayListFile, "IPv4 address", (string s, out Ip4 a) => Ip4.TryParse(s, out a), out problem);
            if (problem is not null)
            {
                return null;
            }
        }

        problem = relays.Length > ushort.MaxValue ? $"{settings.RelayListFile}: at most {ushort.MaxValue} relays" : null;
        return problem is null
            ? new ClientSet(settings.BaseMac, settings.Clients ?? defaultCount, macs, relays, dice)
            : null;
    }
}
