using System.Buffers.Binary;
using System.Net;
using System.Text;
using SideBySide.Net;

namespace SideBySide.Packets;

/// <summary>One message to a server, every field free to be wrong.</summary>
internal sealed class Query : Message
{
    public byte Op { get; set; } = 1;
    public byte HardwareType { get; set; } = 1;

    /// <summary>Null means the length of <see cref="HardwareAddress"/>.</summary>
    public byte? HardwareLength { get; set; }
    public byte Hops { get; set; }
    public ushort Seconds { get; set; }
    public ushort Flags { get; set; }
    public string Ciaddr { get; set; } = "0.0.0.0";
    public string Yiaddr { get; set; } = "0.0.0.0";
    public string Siaddr { get; set; } = "0.0.0.0";
    public string Giaddr { get; set; } = "0.0.0.0";
    public byte[] HardwareAddress { get; set; } = [];
    public byte[] ServerName { get; set; } = [];
    public byte[] BootFile { get; set; } = [];
    public byte[] Cookie { get; set; } = [99, 130, 83, 99];
    public List<(byte Code, byte[] Body)> Options { get; private set; } = [];
    public bool EndOption { get; set; } = true;

    /// <summary>BOOTP's minimum of 300 bytes (RFC 1542 section 2.1) unless an exchange wants it short.</summary>
    public int MinimumLength { get; set; } = 300;

    public Query Clone()
    {
        var copy = (Query)MemberwiseClone();
        copy.Options = [.. Options];
        return copy;
    }

    public Query Add(byte code, params byte[] body)
    {
        Options.Add((code, body));
        return this;
    }

    public Query AddAddress(byte code, string address) => Add(code, IPAddress.Parse(address).GetAddressBytes());

    public Query AddText(byte code, string text) => Add(code, Encoding.Latin1.GetBytes(text));

    public Query AddSeconds(byte code, uint seconds)
    {
        byte[] body = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(body, seconds);
        return Add(code, body);
    }

    public Query Remove(byte code)
    {
        Options.RemoveAll(option => option.Code == code);
        return this;
    }

    /// <summary>Replaces the first occurrence or appends.</summary>
    public Query Set(byte code, params byte[] body)
    {
        int index = Options.FindIndex(option => option.Code == code);
        if (index < 0)
        {
            return Add(code, body);
        }

        Options[index] = (code, body);
        return this;
    }

    public override byte[] ToBytes()
    {
        if (Verbatim is not null)
        {
            return Verbatim;
        }

        var bytes = new List<byte>(320);
        byte[] head = new byte[28];
        head[0] = Op;
        head[1] = HardwareType;
        head[2] = HardwareLength ?? (byte)HardwareAddress.Length;
        head[3] = Hops;
        BinaryPrimitives.WriteUInt32BigEndian(head.AsSpan(4), TransactionId);
        BinaryPrimitives.WriteUInt16BigEndian(head.AsSpan(8), Seconds);
        BinaryPrimitives.WriteUInt16BigEndian(head.AsSpan(10), Flags);
        string[] addresses = [Ciaddr, Yiaddr, Siaddr, Giaddr];
        for (int i = 0; i < 4; i++)
        {
            IPAddress.Parse(addresses[i]).TryWriteBytes(head.AsSpan(12 + (4 * i)), out _);
        }

        bytes.AddRange(head);
        AddField(bytes, HardwareAddress, 16);
        AddField(bytes, ServerName, 64);
        AddField(bytes, BootFile, 128);
        bytes.AddRange(Cookie);
        bytes.AddRange(EncodeOptions(Options));
        if (EndOption)
        {
            bytes.Add(OptionCode.End);
        }

        while (bytes.Count < MinimumLength)
        {
            bytes.Add(0);
        }

        return [.. bytes];
    }

    public override byte[] ToFrame() => Frame.Build(Envelope, ToBytes());

    public override byte[] ToDistinctBytes() => WithoutTransaction(ToBytes());

    public override Query WithTransaction(uint transaction)
    {
        Query copy = Clone();
        copy.TransactionId = transaction;
        return copy;
    }

    /// <summary>An option longer than 255 bytes is written in pieces (RFC 3396 section 5).</summary>
    public static byte[] EncodeOptions(IEnumerable<(byte Code, byte[] Body)> options)
    {
        var bytes = new List<byte>();
        foreach ((byte code, byte[] body) in options)
        {
            int at = 0;
            do
            {
                int take = Math.Min(255, body.Length - at);
                bytes.Add(code);
                bytes.Add((byte)take);
                bytes.AddRange(body.AsSpan(at, take));
                at += take;
            }
            while (at < body.Length);
        }

        return [.. bytes];
    }

    private static byte[] WithoutTransaction(byte[] message)
    {
        byte[] copy = [.. message];
        copy.AsSpan(Math.Min(4, copy.Length), Math.Clamp(copy.Length - 4, 0, 4)).Clear();
        return copy;
    }

    private static void AddField(List<byte> bytes, byte[] value, int size)
    {
        for (int i = 0; i < size; i++)
        {
            bytes.Add(i < value.Length ? value[i] : (byte)0);
        }
    }
}
