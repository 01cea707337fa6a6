using System.Buffers.Binary;

namespace Nestor.Wire.Dhcp6;

/// <summary>
/// Options 16 and 17, each for one enterprise and as often as there are enterprises (RFC 9915 sections 21.16 and
/// 21.17). Behind the number stand tuples in 16 (<see cref="DataTuples6"/>), options in 17
/// (<see cref="OptionCursor6"/>). Option 37 begins with the number too (RFC 4649).
/// </summary>
public static class VendorOptions6
{
    /// <summary>Bytes of the enterprise number.</summary>
    public const int HeaderLength = 4;

    /// <summary>Reads one option's body; false when it is shorter than the number.</summary>
    public static bool TryRead(ReadOnlySpan<byte> body, out uint enterprise, out ReadOnlySpan<byte> data)
    {
        bool isRead = BinaryPrimitives.TryReadUInt32BigEndian(body, out enterprise);
        data = isRead ? body[HeaderLength..] : default;
        return isRead;
    }

    /// <summary>Goes on to the next option with the code that has a number; one without is passed over.</summary>
    public static bool TryNext(
        scoped ref OptionCursor6 options, ushort code, out uint enterprise, out ReadOnlySpan<byte> data)
    {
        while (options.TryNext(code, out var body))
        {
            if (TryRead(body, out enterprise, out data))
            {
                return true;
            }
        }

        enterprise = 0;
        data = default;
        return false;
    }

    /// <summary>The data of the first option with the code that is the enterprise's.</summary>
    public static bool TryFind(OptionCursor6 options, ushort code, uint enterprise, out ReadOnlySpan<byte> data)
    {
        while (TryNext(ref options, code, out uint found, out data))
        {
            if (found == enterprise)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Starts an option of an enterprise; its data come next, and then the writer's End with what this returns.</summary>
    public static int Begin(ref OptionWriter6 to, ushort code, uint enterprise)
    {
        int mark = to.Begin(code);
        to.UInt32(enterprise);
        return mark;
    }
}
