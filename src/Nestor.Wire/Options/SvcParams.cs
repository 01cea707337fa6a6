using System.Globalization;
using System.Text;

namespace Nestor.Wire.Options;

/// <summary>
/// Service parameters of a resolver (RFC 9460 section 2.2): alpn, port and dohpath, in ascending order of key.
/// </summary>
internal static class SvcParams
{
    private const ushort Alpn = 1;
    private const ushort Port = 3;
    private const ushort DohPath = 7;

    public static bool TryEncode(string text, List<byte> to, out string error)
    {
        var found = new SortedDictionary<ushort, byte[]>();
        foreach (string param in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            error = $"found \"{param}\", wanted alpn=..., port=... or dohpath=...";
            int equals = param.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0 || !TryValue(param[..equals], param[(equals + 1)..], out ushort key, out byte[] value)
                || !found.TryAdd(key, value))
            {
                return false;
            }
        }

        foreach (var (key, value) in found)
        {
            to.AddRange([(byte)(key >> 8), (byte)key, (byte)(value.Length >> 8), (byte)value.Length]);
            to.AddRange(value);
        }

        error = "";
        return true;
    }

    private static bool TryValue(string name, string text, out ushort key, out byte[] value)
    {
        key = 0;
        value = [];
        switch (name)
        {
            case "alpn":
                key = Alpn;
                var ids = new List<byte>();
                foreach (string id in text.Split(','))
                {
                    byte[] bytes = Encoding.UTF8.GetBytes(id);
                    if (bytes.Length is 0 or > 255)
                    {
                        return false;
                    }

                    ids.Add((byte)bytes.Length);
                    ids.AddRange(bytes);
                }

                value = [.. ids];
                return true;
            case "port":
                key = Port;
                bool isPort = ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ushort port);
                value = [(byte)(port >> 8), (byte)port];
                return isPort;
            case "dohpath":
                key = DohPath;
                value = Encoding.UTF8.GetBytes(text);
                return value.Length > 0;
            default:
                return false;
        }
    }
}
