using System.Buffers.Binary;
using System.Text;

namespace StandardLibraries.UserChk;

/// <summary>CableLabs' vendor option of DHCPv6 (enterprise 4491), where cable modems look for their files.</summary>
internal static class Docsis
{
    private const uint CableLabs = 4491;
    private const ushort TftpServers = 32;
    private const ushort ConfigFile = 33;

    /// <summary>The option with the user's own file and server in it; null for another vendor's, and for one that is not whole.</summary>
    /// <param name="body">Enterprise number, then sub-options of two bytes code and two bytes length (RFC 9915 section 21.17).</param>
    public static byte[]? With(ReadOnlySpan<byte> body, User user)
    {
        if (body.Length < 4 || BinaryPrimitives.ReadUInt32BigEndian(body) != CableLabs)
        {
            return null;
        }

        var made = new List<byte>(body[..4].ToArray());
        for (body = body[4..]; body.Length >= 4;)
        {
            ushort code = BinaryPrimitives.ReadUInt16BigEndian(body);
            int length = 4 + BinaryPrimitives.ReadUInt16BigEndian(body[2..]);
            if (length > body.Length)
            {
                return null;
            }

            if (!((code == ConfigFile && user.BootFile is not null) || (code == TftpServers && user.TftpServer is not null)))
            {
                made.AddRange(body[..length]);
            }

            body = body[length..];
        }

        if (!body.IsEmpty)
        {
            return null;
        }

        Add(made, TftpServers, user.TftpServer);
        Add(made, ConfigFile, user.BootFile);
        return [.. made];
    }

    private static void Add(List<byte> made, ushort code, string? text)
    {
        if (text is not null)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            made.AddRange([(byte)(code >> 8), (byte)code, (byte)(bytes.Length >> 8), (byte)bytes.Length, .. bytes]);
        }
    }
}
