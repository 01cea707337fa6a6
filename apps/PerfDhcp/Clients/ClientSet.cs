using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Nestor.Wire.Values;
using PerfDhcp.CommandLine;
using PerfDhcp.Packets;

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
    private readonly UInt128[] _relays;
    private readonly Random _dice;
    private uint _next;

    public ClientSet(ulong baseMac, uint count, ulong[] macs, UInt128[] relays, Random dice)
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

    /// <summary>The relay agent (giaddr, link-address) of the next exchange, as an index for <see cref="Relay"/>.</summary>
    public ushort NextRelay() => _relays.Length == 1 ? (ushort)0 : (ushort)_dice.Next(_relays.Length);

    public UInt128 Relay(ushort index) => _relays[index];

    /// <summary>Reads the files of -M and -J; null when one cannot be used.</summary>
    public static ClientSet? Load(Settings settings, UInt128 local, uint defaultCount, Random dice, out string? problem)
    {
        ulong[] macs = [];
        UInt128[] relays = [local];
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
            relays = settings.IsSix
                ? ListFile.Read<UInt128>(settings.RelayListFile, "IPv6 address", TryAddress6, out problem)
                : ListFile.Read<UInt128>(settings.RelayListFile, "IPv4 address", TryAddress4, out problem);
            if (problem is not null)
            {
                return null;
            }
        }

        problem = relays.Length > ushort.MaxValue ? $"{settings.RelayListFile}: at most {ushort.MaxValue} relays" : null;
        return problem is null
            ? new ClientSet(FirstClient(settings), settings.Clients ?? defaultCount, macs, relays, dice)
            : null;
    }

    /// <summary>The number that the first client's six octets are: the base hardware address, or the end of the base DUID.</summary>
    private static ulong FirstClient(Settings settings)
    {
        if (!settings.IsSix || Values.TryHex(settings.BaseDuid) is not { Length: >= Message6.ClientOctets } duid)
        {
            return settings.BaseMac;
        }

        ulong first = 0;
        foreach (byte octet in duid[^Message6.ClientOctets..])
        {
            first = (first << 8) | octet;
        }

        return first;
    }

    private static bool TryAddress4(string text, out UInt128 address)
    {
        bool isOne = Ip4.TryParse(text, out var found);
        address = found.Value;
        return isOne;
    }

    private static bool TryAddress6(string text, out UInt128 address)
    {
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        bool isOne = IPAddress.TryParse(text, out var found) && found.AddressFamily == AddressFamily.InterNetworkV6
            && found.TryWriteBytes(bytes, out _);
        address = BinaryPrimitives.ReadUInt128BigEndian(bytes);
        return isOne;
    }
}
