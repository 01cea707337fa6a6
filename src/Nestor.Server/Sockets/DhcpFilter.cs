using Nestor.Wire.Values;

namespace Nestor.Server.Sockets;

/// <summary>Programs for the kernel's packet filter: only DHCP reaches the raw socket.</summary>
internal static class DhcpFilter
{
    private const ushort LoadByte = 0x30;
    private const ushort LoadHalf = 0x28;
    private const ushort LoadHalfAtX = 0x48;
    private const ushort LoadHeaderLength = 0xB1;
    private const ushort JumpEqual = 0x15;
    private const ushort JumpSet = 0x45;
    private const ushort LoadWord = 0x20;
    private const ushort Return = 0x06;
    private const uint MoreFragmentsOrOffset = 0x3FFF;
    private const uint WholeFrame = 0x40000;
    private const int MaxAddresses = 200;

    /// <summary>Drops everything: for a socket that only keeps the port.</summary>
    public static readonly Linux.Filter[] DropAll = [new(Return, 0, 0, 0)];

    /// <summary>
    /// Ethernet, IPv4, UDP, no fragment, to the given port, and to one of the addresses or to everybody. The kernel
    /// takes VLAN tags off before it looks here.
    /// </summary>
    public static Linux.Filter[] For(ushort port, IReadOnlyList<Ip4> addresses)
    {
        // A jump reaches 255 instructions; with very many addresses Frame4's reader has to do.
        var tested = addresses.Count <= MaxAddresses ? addresses : [];
        var program = new List<Linux.Filter>
        {
            new(LoadHalf, 0, 0, 12),
            Unless(JumpEqual, Linux.EtherTypeIp4, 7),
            new(LoadByte, 0, 0, 23),
            Unless(JumpEqual, 17, 5),
            new(LoadHalf, 0, 0, 20),
            new(JumpSet, 3, 0, MoreFragmentsOrOffset),
            new(LoadHeaderLength, 0, 0, 14),
            new(LoadHalfAtX, 0, 0, 16),
            new(JumpEqual, 1, 0, port),
            new(Return, 0, 0, 0),
        };
        if (tested.Count > 0)
        {
            program.Add(new(LoadWord, 0, 0, 30));
            for (int i = 0; i < tested.Count; i++)
            {
                program.Add(new(JumpEqual, (byte)(tested.Count - i + 1), 0, tested[i].Value));
            }

            program.Add(new(JumpEqual, 1, 0, Ip4.Broadcast.Value));
            program.Add(new(Return, 0, 0, 0));
        }

        program.Add(new(Return, 0, 0, WholeFrame));
        return [.. program];
    }

    private static Linux.Filter Unless(ushort test, uint value, byte skip) => new(test, 0, skip, value);

    /// <summary>Puts a program on a socket; false with errno set when the kernel refuses it.</summary>
    public static unsafe bool TryAttach(int fd, Linux.Filter[] program)
    {
        fixed (Linux.Filter* filters = program)
        {
            var attached = new Linux.FilterProgram { Length = (ushort)program.Length, Filters = filters };
            return Linux.SetOption(
                fd, Linux.SolSocket, Linux.SoAttachFilter, &attached, (uint)sizeof(Linux.FilterProgram)) == 0;
        }
    }
}
