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
    private const ushort Return = 0x06;

    /// <summary>Drops everything: for a socket that only keeps the port.</summary>
    public static readonly Linux.Filter[] DropAll = [new(Return, 0, 0, 0)];

    /// <summary>Ethernet, IPv4, UDP, not a later fragment, to the given port.</summary>
    public static Linux.Filter[] ForPort(ushort port) =>
    [
        new(LoadHalf, 0, 0, 12),
        new(JumpEqual, 0, 8, Linux.EtherTypeIp4),
        new(LoadByte, 0, 0, 23),
        new(JumpEqual, 0, 6, 17),
        new(LoadHalf, 0, 0, 20),
        new(JumpSet, 4, 0, 0x1FFF),
        new(LoadHeaderLength, 0, 0, 14),
        new(LoadHalfAtX, 0, 0, 16),
        new(JumpEqual, 0, 1, port),
        new(Return, 0, 0, 0x40000),
        new(Return, 0, 0, 0),
    ];

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
