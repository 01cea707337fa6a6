using System.Buffers.Binary;
using Nestor.Engine.V4;
using Nestor.Hooks.Exchange;
using Nestor.Model.Settings;
using Nestor.Wire.Dhcp4;

namespace Nestor.Engine.ReplyOptions;

/// <summary>Option 125 (RFC 3925): sub-options per enterprise, for clients that named an enterprise or when always sent.</summary>
public static class VendorOptions4
{
    private const uint CableLabs = 4491;
    private const int MaxLength = 2048;

    public static void Add(Engine4 engine, Exchange4 exchange, OptionScopes scopes)
    {
        bool hasAny = false;
        for (int i = 0; i < scopes.Count; i++)
        {
            hasAny |= scopes[i].Vendors.Length > 0;
        }

        if (!hasAny || engine.Reply.Has(OptionCode4.Vivso))
        {
            return;
        }

        Span<byte> body = stackalloc byte[MaxLength];
        int used = 0;
        for (int i = 0; i < scopes.Count; i++)
        {
            foreach (var (enterprise, _) in scopes[i].Vendors)
            {
                if (!IsBefore(scopes, i, enterprise))
                {
                    used += Write(exchange, scopes, enterprise, body[used..]);
                }
            }
        }

        if (used > 0)
        {
            engine.Reply.Set(OptionCode4.Vivso, body[..used]);
        }
    }

    /// <summary>True when a scope before this one has the enterprise too, so that it was written then.</summary>
    private static bool IsBefore(OptionScopes scopes, int index, uint enterprise)
    {
        for (int i = 0; i < index; i++)
        {
            foreach (var (other, _) in scopes[i].Vendors)
            {
                if (other == enterprise)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static int Write(Exchange4 exchange, OptionScopes scopes, uint enterprise, Span<byte> to)
    {
        Span<bool> asked = stackalloc bool[256];
        Span<bool> done = stackalloc bool[256];
        done.Clear();
        asked.Clear();
        bool isNamed = IsNamed(exchange, enterprise, asked);
        int at = 5;
        for (int i = 0; i < scopes.Count; i++)
        {
            foreach (var (other, options) in scopes[i].Vendors)
            {
                if (other != enterprise)
                {
                    continue;
                }

                foreach (var option in options)
                {
                    bool isWanted = option.AlwaysSend || (isNamed && asked[option.Code & 255]);
                    if (!isWanted || option.NeverSend || !scopes.IsFor(option) || done[option.Code & 255] || option.Body.Length > 253
                        || at + 2 + option.Body.Length > Math.Min(to.Length, 260))
                    {
                        continue;
                    }

                    done[option.Code & 255] = true;
                    to[at] = (byte)option.Code;
                    to[at + 1] = (byte)option.Body.Length;
                    option.Body.CopyTo(to[(at + 2)..]);
                    at += 2 + option.Body.Length;
                }
            }
        }

        if (at == 5)
        {
            return 0;
        }

        BinaryPrimitives.WriteUInt32BigEndian(to, enterprise);
        to[4] = (byte)(at - 5);
        return at;
    }

    /// <summary>
    /// Did the client name the enterprise in option 125 or 124? CableLabs devices list what they want in sub-option 1;
    /// of other vendors' sub-options nothing can be asked for one by one.
    /// </summary>
    private static bool IsNamed(Exchange4 exchange, uint enterprise, Span<bool> asked)
    {
        bool isNamed = false;
        if (exchange.Query.TryOption(OptionCode4.Vivso, out var rest))
        {
            while (EnterpriseOptions4.TryNext(ref rest, out uint found, out var data))
            {
                if (found != enterprise)
                {
                    continue;
                }

                isNamed = true;
                if (enterprise == CableLabs && SubOptions.TryFind(data, 1, out var list))
                {
                    foreach (byte code in list)
                    {
                        asked[code] = true;
                    }
                }
            }
        }

        return isNamed;
    }
}
