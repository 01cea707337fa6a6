using System.Buffers.Binary;
using System.Net;
using Nestor.Wire.Values;

namespace PerfDhcp.Sockets;

/// <summary>A UDP address. An IPv4 one is in the lowest 32 bits.</summary>
/// <param name="Scope">Index of the interface for link-local and multicast IPv6 addresses; else 0.</param>
internal readonly record struct Endpoint(bool IsSix, UInt128 Address, int Port, uint Scope = 0)
{
    public static Endpoint Of(Ip4 address, int port) => new(false, address.Value, port);

    public bool IsMulticast6 => IsSix && (byte)(Address >> 120) == 0xFF;

    /// <summary>fe80::/10.</summary>
    public bool IsLinkLocal6 => IsSix && (uint)(Address >> 118) == 0x3FA;

    public bool IsBroadcast4 => !IsSix && Address == uint.MaxValue;

    /// <summary>The address as text, without port.</summary>
    public static string Text(UInt128 address, bool isSix)
    {
        if (!isSix)
        {
            return new Ip4((uint)address).ToString();
        }

        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, address);
        return new IPAddress(bytes).ToString();
    }

    public override string ToString() => IsSix ? $"[{Text(Address, true)}]:{Port}" : $"{Text(Address, false)}:{Port}";
}

/// <summary>Where the datagrams go from and to.</summary>
/// <param name="Relay">The address that relay agents of the run call their own: giaddr or link-address.</param>
internal readonly record struct Endpoints(Endpoint Local, Endpoint Server, UInt128 Relay);
