using System.Buffers.Binary;
using Nestor.Server.Sockets;

namespace Nestor.Server.Tests.Sockets;

/// <summary>Runs a packet filter program as the kernel would (the instructions our programs have).</summary>
internal static class FilterMachine
{
    public static uint Run(Linux.Filter[] program, ReadOnlySpan<byte> frame)
    {
        uint a = 0;
        uint x = 0;
        for (int at = 0; at < program.Length; at++)
        {
            var step = program[at];
            int from = (int)step.Value;
            switch (step.Code)
            {
                case 0x30 when from + 1 <= frame.Length: a = frame[from]; break;
                case 0x28 when from + 2 <= frame.Length: a = BinaryPrimitives.ReadUInt16BigEndian(frame[from..]); break;
                case 0x20 when from + 4 <= frame.Length: a = BinaryPrimitives.ReadUInt32BigEndian(frame[from..]); break;
                case 0x48 when from + x + 2 <= frame.Length: a = BinaryPrimitives.ReadUInt16BigEndian(frame[(int)(from + x)..]); break;
                case 0xB1 when from + 1 <= frame.Length: x = (uint)(frame[from] & 15) * 4; break;
                case 0x15: at += a == step.Value ? step.True : step.False; break;
                case 0x45: at += (a & step.Value) != 0 ? step.True : step.False; break;
                case 0x06: return step.Value;

                // A load beyond the end of the frame ends the program: nothing is taken.
                case 0x30 or 0x28 or 0x20 or 0x48 or 0xB1: return 0;
                default: throw new InvalidOperationException($"instruction {step.Code:X}");
            }
        }

        throw new InvalidOperationException("the program runs off its end");
    }
}
