using System.Buffers.Text;
using Nestor.Model.Leases;
using Nestor.Model.Logging;
using Nestor.Wire.Values;

namespace Nestor.Stores.Memfile;

/// <summary>One row of Kea's DHCPv4 lease file, schema 3.0: twelve columns, no quotes, `&amp;#x` escapes.</summary>
public static class Csv4
{
    public const int Columns = 12;

    /// <summary>Columns of the oldest file that can be read: up to hostname.</summary>
    public const int OldestColumns = 9;

    private static readonly byte[] Names =
        "address,hwaddr,client_id,valid_lifetime,expire,subnet_id,fqdn_fwd,fqdn_rev,hostname,state,user_context,pool_id"u8
            .ToArray();

    // Longest user context that the lease table takes together with the other parts.
    private const int MaxUserContext = 500_000;

    // Far beyond any real time, and near enough that adding to it does not run over.
    private const long MaxExpire = long.MaxValue >> 2;

    /// <summary>First line of a file, without its end.</summary>
    public static ReadOnlySpan<byte> Header => Names;

    /// <summary>Most bytes the row of a lease can take.</summary>
    public static int MaxLength(in Lease4View lease) =>
        160 + (3 * (lease.HardwareAddress.Length + lease.ClientId.Length)) + (5 * (lease.Hostname.Length + lease.UserContext.Length));

    /// <summary>Writes a row with its line end; <paramref name="to"/> has room for <see cref="MaxLength"/>.</summary>
    /// <param name="isDelete">A row with lifetime 0, which removes the lease when the file is read.</param>
    public static int Write(in Lease4View lease, bool isDelete, Span<byte> to)
    {
        ref readonly var f = ref lease.Fields;
        f.Address.TryFormat(to, out int at, default, null);
        to[at++] = (byte)',';
        at += HexText.Write(lease.HardwareAddress, to[at..]);
        to[at++] = (byte)',';
        at += HexText.Write(lease.ClientId, to[at..]);
        to[at++] = (byte)',';
        uint lifetime = isDelete ? 0 : f.ValidLifetime;
        Number(lifetime, to, ref at);
        Number(f.Cltt + lifetime, to, ref at);
        Number(f.SubnetId, to, ref at);
        to[at++] = f.IsFqdnForward ? (byte)'1' : (byte)'0';
        to[at++] = (byte)',';
        to[at++] = f.IsFqdnReverse ? (byte)'1' : (byte)'0';
        to[at++] = (byte)',';
        Escape(lease.Hostname, to, ref at);
        to[at++] = (byte)',';
        Number((byte)f.State, to, ref at);
        Escape(lease.UserContext, to, ref at);
        to[at++] = (byte)',';
        Number(f.PoolId, to, ref at);
        to[at - 1] = (byte)'\n';
        return at;
    }

    /// <summary>Reads a row of at least nine columns without its line end. The view looks into <paramref name="scratch"/>.</summary>
    /// <param name="error">The name of the first column that is wrong.</param>
    public static bool TryRead(ReadOnlySpan<byte> row, Span<byte> scratch, out Lease4View lease, out string error)
    {
        lease = default;
        error = "address";
        if (!TryAddress(Column(ref row), out lease.Fields.Address))
        {
            return false;
        }

        error = "hwaddr";
        if (!TryHex(Column(ref row), ref scratch, 20, out lease.HardwareAddress))
        {
            return false;
        }

        error = "client_id";
        if (!TryHex(Column(ref row), ref scratch, 255, out lease.ClientId))
        {
            return false;
        }

        error = "valid_lifetime";
        if (!TryNumber(Column(ref row), uint.MaxValue, out long lifetime))
        {
            return false;
        }

        error = "expire";
        if (!TryNumber(Column(ref row), MaxExpire, out long expire))
        {
            return false;
        }

        error = "subnet_id";
        if (!TryNumber(Column(ref row), uint.MaxValue, out long subnet))
        {
            return false;
        }

        lease.Fields.ValidLifetime = (uint)lifetime;
        lease.Fields.Cltt = expire - lifetime;
        lease.Fields.SubnetId = (uint)subnet;
        return TryReadRest(row, scratch, ref lease, out error);
    }

    private static bool TryReadRest(ReadOnlySpan<byte> row, Span<byte> scratch, ref Lease4View lease, out string error)
    {
        error = "fqdn_fwd";
        if (!TryNumber(Column(ref row), 1, out long forward))
        {
            return false;
        }

        error = "fqdn_rev";
        if (!TryNumber(Column(ref row), 1, out long reverse))
        {
            return false;
        }

        error = "hostname";
        bool isLast = row.IndexOf((byte)',') < 0;
        if (!TryUnescape(Column(ref row), ref scratch, 255, out lease.Hostname))
        {
            return false;
        }

        lease.Fields.IsFqdnForward = forward == 1;
        lease.Fields.IsFqdnReverse = reverse == 1;
        error = "state";
        long number = 0;
        if (!isLast)
        {
            isLast = row.IndexOf((byte)',') < 0;
            if (!TryNumber(Column(ref row), 3, out number))
            {
                return false;
            }
        }

        lease.Fields.State = (LeaseState)number;
        error = "user_context";
        if (!isLast)
        {
            isLast = row.IndexOf((byte)',') < 0;
            if (!TryUnescape(Column(ref row), ref scratch, MaxUserContext, out lease.UserContext))
            {
                return false;
            }
        }

        error = "pool_id";
        number = 0;
        if (!isLast && !TryNumber(Column(ref row), uint.MaxValue, out number))
        {
            return false;
        }

        lease.Fields.PoolId = (uint)number;

        // Without either identifier only a declined address makes sense.
        error = "hwaddr and client_id";
        return !lease.HardwareAddress.IsEmpty || !lease.ClientId.IsEmpty || lease.Fields.State == LeaseState.Declined;
    }

    private static void Number(long value, Span<byte> to, ref int at)
    {
        Utf8Formatter.TryFormat(value, to[at..], out int written);
        at += written;
        to[at++] = (byte)',';
    }

    private static void Escape(ReadOnlySpan<byte> text, Span<byte> to, ref int at)
    {
        foreach (byte b in text)
        {
            if (b is < 0x20 or > 0x7e or (byte)',' or (byte)'&')
            {
                "&#x"u8.CopyTo(to[at..]);
                at += 3;
                at += HexText.Write([b], to[at..]);
            }
            else
            {
                to[at++] = b;
            }
        }
    }

    private static bool TryUnescape(
        ReadOnlySpan<byte> text, scoped ref Span<byte> scratch, int max, out ReadOnlySpan<byte> value)
    {
        value = text;
        if (text.IndexOf("&#x"u8) < 0)
        {
            return text.Length <= max;
        }

        int length = 0;
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '&' && text.Length - i >= 5 && text[i + 1] == '#' && text[i + 2] == 'x'
                && Digit(text[i + 3]) is >= 0 and int high && Digit(text[i + 4]) is >= 0 and int low)
            {
                scratch[length++] = (byte)((high << 4) | low);
                i += 4;
            }
            else
            {
                scratch[length++] = text[i];
            }
        }

        value = scratch[..length];
        scratch = scratch[length..];
        return length <= max;
    }

    private static ReadOnlySpan<byte> Column(scoped ref ReadOnlySpan<byte> row)
    {
        int comma = row.IndexOf((byte)',');
        var column = comma < 0 ? row : row[..comma];
        row = comma < 0 ? default : row[(comma + 1)..];
        return column;
    }

    private static bool TryNumber(ReadOnlySpan<byte> text, long max, out long value)
    {
        value = 0;
        if (text.IsEmpty || text.Length > 19)
        {
            return false;
        }

        foreach (byte b in text)
        {
            if (b is < (byte)'0' or > (byte)'9')
            {
                return false;
            }

            value = (value * 10) + (b - '0');
        }

        return value >= 0 && value <= max;
    }

    private static bool TryAddress(ReadOnlySpan<byte> text, out Ip4 address)
    {
        address = default;
        uint value = 0;
        uint part = 0;
        int parts = 1;
        int digits = 0;
        foreach (byte b in text)
        {
            if (b == '.')
            {
                if (digits == 0 || ++parts > 4)
                {
                    return false;
                }

                value = (value << 8) | part;
                part = 0;
                digits = 0;
            }
            else if (b is >= (byte)'0' and <= (byte)'9' && ++digits <= 3)
            {
                part = (part * 10) + (uint)(b - '0');
                if (part > 255)
                {
                    return false;
                }
            }
            else
            {
                return false;
            }
        }

        address = new Ip4((value << 8) | part);
        return parts == 4 && digits > 0;
    }

    private static bool TryHex(ReadOnlySpan<byte> text, scoped ref Span<byte> scratch, int max, out ReadOnlySpan<byte> value)
    {
        int length = (text.Length + 1) / 3;
        value = default;
        if (text.IsEmpty)
        {
            return true;
        }

        if (text.Length % 3 != 2 || length > max)
        {
            return false;
        }

        for (int i = 0; i < length; i++)
        {
            int high = Digit(text[3 * i]);
            int low = Digit(text[(3 * i) + 1]);
            if ((high | low) < 0 || (i > 0 && text[(3 * i) - 1] != ':'))
            {
                return false;
            }

            scratch[i] = (byte)((high << 4) | low);
        }

        value = scratch[..length];
        scratch = scratch[length..];
        return true;
    }

    private static int Digit(byte b) => b switch
    {
        >= (byte)'0' and <= (byte)'9' => b - '0',
        >= (byte)'a' and <= (byte)'f' => b - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => b - 'A' + 10,
        _ => -1,
    };
}
