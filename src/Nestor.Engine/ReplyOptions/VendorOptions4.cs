using System.Buffers.Binary;
using Nestor.Engine.V4;
using Nestor.Hooks.Exchange;
using Nestor.Wire.Dhcp4;

namespace Nestor.Engine.ReplyOptions;

/// <summary>
/// Option 125 (RFC 3925): a block for each enterprise that a configured option 125 names, where the client asks for the
/// option or it is always sent, and for each that the client names itself and has sub-options for. In it are the
/// sub-options that are always sent, and those that a CableLabs device asks for.
/// </summary>
public static class VendorOptions4
{
    private const uint CableLabs = 4491;
    private const int MaxLength = 2048;
    private const int MaxData = 255;

    public static void Add(Engine4 engine, Exchange4 exchange, OptionScopes scopes)
    {
        Span<byte> body = stackalloc byte[MaxLength];
        int used = IsSent(exchange, scopes) ? WriteConfigured(exchange, scopes, body) : 0;
        for (int i = 0; i < scopes.Count; i++)
        {
            foreach (var (enterprise, _) in scopes[i].Vendors)
            {
                if (!EnterpriseOptions4.TryFind(body[..used], enterprise, out _) && IsNamed(exchange, enterprise))
                {
                    int length = Write(exchange, scopes, enterprise, default, body[used..]);
                    used += length > EnterpriseOptions4.HeaderLength ? length : 0;
                }
            }
        }

        if (used > 0)
        {
            engine.Reply.Set(OptionCode4.Vivso, body[..used]);
        }
    }

    /// <summary>The option itself, whatever enterprises are configured for it.</summary>
    private static bool IsSent(Exchange4 exchange, OptionScopes scopes) =>
        ((exchange.Query.TryOption(OptionCode4.ParameterRequestList, out var asked) && asked.Contains(OptionCode4.Vivso))
            || scopes.Forces(OptionCode4.Vivso)) && !scopes.Forces(OptionCode4.Vivso, never: true);

    /// <summary>Of several for one enterprise the nearest scope's counts.</summary>
    private static int WriteConfigured(Exchange4 exchange, OptionScopes scopes, Span<byte> body)
    {
        int used = 0;
        for (int i = 0; i < scopes.Count; i++)
        {
            foreach (var option in scopes[i].Of(OptionCode4.Vivso))
            {
                ReadOnlySpan<byte> rest = scopes.IsFor(option) ? option.Body : default;
                while (EnterpriseOptions4.TryNext(ref rest, out uint enterprise, out var data))
                {
                    if (!EnterpriseOptions4.TryFind(body[..used], enterprise, out _))
                    {
                        used += Write(exchange, scopes, enterprise, data, body[used..]);
                    }
                }
            }
        }

        return used;
    }

    /// <summary>A block; what it has of its own comes first.</summary>
    private static int Write(Exchange4 exchange, OptionScopes scopes, uint enterprise, ReadOnlySpan<byte> own, Span<byte> to)
    {
        int at = EnterpriseOptions4.HeaderLength + own.Length;
        int end = Math.Min(to.Length, EnterpriseOptions4.HeaderLength + MaxData);
        if (at > end)
        {
            return 0;
        }

        own.CopyTo(to[EnterpriseOptions4.HeaderLength..]);
        var asked = Asked(exchange, enterprise);
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
                    byte code = (byte)option.Code;
                    bool isWanted = (option.AlwaysSend || asked.Contains(code)) && !option.NeverSend && scopes.IsFor(option);
                    if (isWanted && at + 2 + option.Body.Length <= end
                        && !SubOptions.TryFind(to[EnterpriseOptions4.HeaderLength..at], code, out _))
                    {
                        to[at] = code;
                        to[at + 1] = (byte)option.Body.Length;
                        option.Body.CopyTo(to[(at + 2)..]);
                        at += 2 + option.Body.Length;
                    }
                }
            }
        }

        BinaryPrimitives.WriteUInt32BigEndian(to, enterprise);
        to[4] = (byte)(at - EnterpriseOptions4.HeaderLength);
        return at;
    }

    /// <summary>Did the client name the enterprise, in option 125 or 124?</summary>
    private static bool IsNamed(Exchange4 exchange, uint enterprise) =>
        (exchange.Query.TryOption(OptionCode4.Vivso, out var options) && EnterpriseOptions4.TryFind(options, enterprise, out _))
        || (exchange.Query.TryOption(OptionCode4.Vivco, out var classes) && EnterpriseOptions4.TryFind(classes, enterprise, out _));

    /// <summary>
    /// CableLabs devices list in sub-option 1 what they want; of other vendors' sub-options nothing can be asked for one by
    /// one.
    /// </summary>
    private static ReadOnlySpan<byte> Asked(Exchange4 exchange, uint enterprise) =>
        enterprise == CableLabs && exchange.Query.TryOption(OptionCode4.Vivso, out var options)
        && EnterpriseOptions4.TryFind(options, CableLabs, out var data) && SubOptions.TryFind(data, 1, out var list)
            ? list
            : default;
}
