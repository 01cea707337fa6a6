using System.Buffers;
using System.Text.Json;
using Nestor.Hooks.Exchange;
using Nestor.Hooks.Points;
using Nestor.Model.Classes;
using Nestor.Model.Leases;

namespace StandardLibraries.External;

/// <summary>Lines of the protocol of docs/hook-protocol.md: one JSON map each. Made on the loop's thread.</summary>
internal sealed class Message : IDisposable
{
    /// <summary>The version of the protocol.</summary>
    public const int Version = 1;

    private readonly ArrayBufferWriter<byte> _line = new(2048);
    private readonly Utf8JsonWriter _json;

    public Message() => _json = new Utf8JsonWriter(_line);

    /// <summary>What the server begins with.</summary>
    public static byte[] Hello(string server, IEnumerable<string> points)
    {
        using var message = new Message();
        message._json.WriteStartObject();
        message._json.WriteNumber("nestor-hooks", Version);
        message._json.WriteString("server", server);
        message._json.WriteStartArray("points");
        foreach (string point in points)
        {
            message._json.WriteStringValue(point);
        }

        message._json.WriteEndArray();
        return message.End();
    }

    /// <summary>Begins an event.</summary>
    /// <param name="number">What the answer has to name.</param>
    public Message Begin(string point, long number, bool isDeciding)
    {
        _line.ResetWrittenCount();
        _json.Reset(_line);
        _json.WriteStartObject();
        _json.WriteNumber("event", number);
        _json.WriteString("point", point);
        _json.WriteBoolean("decide", isDeciding);
        return this;
    }

    public Message Query(Exchange4 exchange)
    {
        var query = exchange.Query;
        _json.WriteStartObject("query");
        _json.WriteString("type", exchange.MessageType.ToString().ToUpperInvariant());
        _json.WriteNumber("xid", query.Xid);
        _json.WriteString("hw-address", Hex(query.Chaddr));
        _json.WriteString("client-id", Hex(exchange.ClientId));
        _json.WriteString("ciaddr", query.Ciaddr.ToString());
        _json.WriteString("giaddr", query.Giaddr.ToString());
        _json.WriteString("source", exchange.Arrival.Source.ToString());
        _json.WriteString("interface", exchange.Arrival.Interface.Name);
        Subnet(exchange.Subnet?.Id);
        Classes(exchange.Classes, exchange.Settings.Classes.Names);
        _json.WriteString("packet", Convert.ToHexStringLower(query.Bytes));
        _json.WriteEndObject();
        return this;
    }

    public Message Query(Exchange6 exchange)
    {
        ref readonly var arrival = ref exchange.Arrival;
        _json.WriteStartObject("query");
        _json.WriteString("type", exchange.MessageType.ToString().ToUpperInvariant());
        _json.WriteNumber("xid", exchange.Query.TransactionId);
        _json.WriteString("duid", Hex(exchange.Duid));
        _json.WriteString("hw-address", Hex(exchange.HardwareAddress));
        _json.WriteString("source", arrival.Source.ToString());
        _json.WriteString("interface", arrival.Interface.Name);
        Subnet(exchange.Subnet?.Id);
        Classes(exchange.Classes, exchange.Settings.Classes.Names);
        _json.WriteString("packet", Convert.ToHexStringLower(arrival.Bytes));
        _json.WriteEndObject();
        return this;
    }

    /// <summary>One lease under a name.</summary>
    public Message Lease(string name, in Lease4View lease)
    {
        _json.WritePropertyName(name);
        Write(in lease);
        return this;
    }

    /// <inheritdoc cref="Lease(string, in Lease4View)"/>
    public Message Lease(string name, in Lease6View lease)
    {
        _json.WritePropertyName(name);
        Write(in lease);
        return this;
    }

    /// <summary>What a query stored and deleted.</summary>
    public Message Changes(LeasesCommittedCall4 call)
    {
        for (int pass = 0; pass < 2; pass++)
        {
            _json.WriteStartArray(pass == 0 ? "leases" : "deleted");
            for (int i = 0; i < call.Count; i++)
            {
                var lease = call.Change(i, out bool isDelete);
                if ((isDelete || lease.Fields.State == LeaseState.Released) == (pass == 1))
                {
                    Write(in lease);
                }
            }

            _json.WriteEndArray();
        }

        return this;
    }

    /// <inheritdoc cref="Changes(LeasesCommittedCall4)"/>
    public Message Changes(LeasesCommittedCall6 call)
    {
        for (int pass = 0; pass < 2; pass++)
        {
            _json.WriteStartArray(pass == 0 ? "leases" : "deleted");
            for (int i = 0; i < call.Count; i++)
            {
                var lease = call.Change(i, out bool isDelete);
                if ((isDelete || lease.Fields.State == LeaseState.Released) == (pass == 1))
                {
                    Write(in lease);
                }
            }

            _json.WriteEndArray();
        }

        return this;
    }

    /// <summary>The whole line.</summary>
    public byte[] End()
    {
        _json.WriteEndObject();
        _json.Flush();
        _line.Write("\n"u8);
        return _line.WrittenSpan.ToArray();
    }

    public void Dispose() => _json.Dispose();

    private void Subnet(uint? id)
    {
        if (id is { } number)
        {
            _json.WriteNumber("subnet-id", number);
        }
    }

    private void Classes(ClassSet classes, ClassNames names)
    {
        _json.WriteStartArray("classes");
        for (int i = 0; i < classes.Count; i++)
        {
            if (classes[i] is >= 0 and int id)
            {
                _json.WriteStringValue(names[id]);
            }
            else
            {
                _json.WriteStringValue(classes.NameOf(classes[i]));
            }
        }

        _json.WriteEndArray();
    }

    private void Write(in Lease4View lease)
    {
        var fields = lease.Fields;
        _json.WriteStartObject();
        _json.WriteString("ip-address", fields.Address.ToString());
        _json.WriteString("hw-address", Hex(lease.HardwareAddress));
        _json.WriteString("client-id", Hex(lease.ClientId));
        Common(fields.SubnetId, fields.Cltt, fields.ValidLifetime, fields.State, lease.Hostname);
        _json.WriteEndObject();
    }

    private void Write(in Lease6View lease)
    {
        var fields = lease.Fields;
        _json.WriteStartObject();
        _json.WriteString("ip-address", fields.Address.ToString());
        _json.WriteString("type", fields.Type == LeaseType.Na ? "IA_NA" : "IA_PD");
        _json.WriteNumber("prefix-len", fields.PrefixLength);
        _json.WriteString("duid", Hex(lease.Duid));
        _json.WriteNumber("iaid", fields.Iaid);
        _json.WriteString("hw-address", Hex(lease.HardwareAddress));
        _json.WriteNumber("preferred-lft", fields.PreferredLifetime);
        Common(fields.SubnetId, fields.Cltt, fields.ValidLifetime, fields.State, lease.Hostname);
        _json.WriteEndObject();
    }

    private void Common(uint subnet, long cltt, uint lifetime, LeaseState state, ReadOnlySpan<byte> hostname)
    {
        _json.WriteNumber("subnet-id", subnet);
        _json.WriteNumber("cltt", cltt);
        _json.WriteNumber("valid-lft", lifetime);
        _json.WriteNumber("state", (int)state);

        // Names of leases are ASCII; other bytes would be no JSON.
        _json.WriteString("hostname", System.Text.Encoding.Latin1.GetString(hostname));
    }

    private static string Hex(ReadOnlySpan<byte> bytes) => RunScript.Variables.Hex(bytes);
}
