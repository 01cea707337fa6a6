using System.Buffers.Binary;
using System.Text;
using Nestor.Config.Loading;
using Nestor.Engine.Classification.Expressions;
using Nestor.Hooks.Exchange;
using Nestor.Model.Expressions;
using Nestor.Model.Settings;
using Nestor.Wire.Cursor;
using Nestor.Wire.Dhcp4;
using Nestor.Wire.Options;
using Nestor.Wire.Values;

namespace Nestor.Engine.Tests.Classification;

/// <summary>Expressions asked of a query that is given as bytes.</summary>
internal sealed class Asked : IClassMembership
{
    /// <summary>Classes that member() may name; the query is in the first one only.</summary>
    public static readonly string[] Classes = ["ALL", "KNOWN", "VENDOR_CLASS_eRouter1.0"];

    private readonly ExpressionScope _scope;

    private Asked(IQueryFields fields, Universe universe, OptionDefs defs)
    {
        Fields = fields;
        _scope = new(universe, defs, name => Array.IndexOf(Classes, name));
    }

    private Action<bool>? _turn;

    public IQueryFields Fields { get; private set; }

    /// <summary>Reads the query again, before or after its classes are known.</summary>
    public void Turn(bool isLate) => _turn!(isLate);

    public Evaluator Evaluator { get; } = new();

    /// <param name="options">Each its code, its length and its body, behind the message type.</param>
    /// <param name="defs">Members of an option-def list.</param>
    public static Asked Of4(ReadOnlySpan<byte> options, string defs = "", string source = "10.9.0.2")
    {
        byte[] bytes = new byte[4096];
        int length = new Query(MessageType4.Discover) { Client = 1, Giaddr = Ip4.Parse("10.9.0.2") }.Write(bytes) - 1;
        bytes.AsSpan(4, 4).Clear();
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(4), 0x12345678);
        options.CopyTo(bytes.AsSpan(length));
        length += options.Length;
        bytes[length++] = 255;

        var loaded = ConfigLoader.Load4(
            Encoding.UTF8.GetBytes($$"""{ "Dhcp4": { "option-def": [ {{defs}} ] } }"""), "test", null);
        Assert.True(loaded.Settings is not null, string.Join('\n', loaded.Diagnostics.All));
        var exchange = new Exchange4();
        exchange.Start(
            new Arrival4
            {
                Interface = Bench.Eth0,
                Buffer = bytes,
                Length = length,
                Source = Ip4.Parse(source),
                Destination = Ip4.Parse("10.9.0.1"),
            },
            loaded.Settings!);
        Assert.Equal(DecodeError.None, exchange.Query.Decode(bytes, 0, length));
        var fields = new QueryFields4();
        var asked = new Asked(fields, Universe.V4, loaded.Settings!.OptionDefs);
        asked._turn = isLate => (isLate ? (Action<Exchange4, IClassMembership>)fields.ReadLate : fields.Read)(exchange, asked);
        asked.Turn(isLate: false);
        return asked;
    }

    /// <param name="datagram">From the outermost relay on.</param>
    /// <param name="defs">Members of an option-def list.</param>
    public static Asked Of6(byte[] datagram, string defs = "")
    {
        var loaded = ConfigLoader.Load6(
            Encoding.UTF8.GetBytes($$"""{ "Dhcp6": { "option-def": [ {{defs}} ] } }"""), "test", null);
        Assert.True(loaded.Settings is not null, string.Join('\n', loaded.Diagnostics.All));
        var exchange = new Exchange6();
        exchange.Start(
            new Arrival6
            {
                Interface = Bench6.Eth0,
                Buffer = datagram,
                Length = datagram.Length,
                Source = Ip6.Parse("fe80::2"),
                Destination = Ip6.Parse("ff02::1:2"),
            },
            loaded.Settings!);
        Assert.Equal(DecodeError.None, exchange.Chain.Decode(datagram, 0, datagram.Length));
        var fields = new QueryFields6();
        var asked = new Asked(fields, Universe.V6, loaded.Settings!.OptionDefs);
        fields.Read(exchange, asked);
        return asked;
    }

    public bool IsMember(int classId) => classId == 0;

    public bool TryParse(string text, ExpressionKind kind, out Expression? expression, out ExpressionError error) =>
        ExpressionParser.TryParse(text, kind, _scope, out expression, out error);

    public Expression Parse(string text, ExpressionKind kind)
    {
        bool isParsed = ExpressionParser.TryParse(text, kind, _scope, out var expression, out var error);
        Assert.True(isParsed, $"{text}: {error.Offset}: {error.Message}");
        Assert.InRange(expression!.MaxDepth, 1, Expression.MaxStack);
        return expression;
    }

    public ExpressionError ErrorOf(string text, ExpressionKind kind = ExpressionKind.Boolean)
    {
        Assert.False(ExpressionParser.TryParse(text, kind, _scope, out var expression, out var error), text);
        Assert.Null(expression);
        return error;
    }

    /// <summary>Asked both ways: as a server does, in plain steps where there are such, and with somebody who looks on.</summary>
    public bool Test(string text)
    {
        var expression = Parse(text, ExpressionKind.Boolean);
        var result = Evaluator.Test(expression, Fields, out bool value);
        Assert.True(result.IsOk, $"{text}: {result.Error}");
        Evaluator.Trace = new Nobody();
        result = Evaluator.Test(expression, Fields, out bool watched);
        Evaluator.Trace = null;
        Assert.True(result.IsOk && watched == value, $"{text}: {value}, but {watched} when watched");
        return value;
    }

    public byte[] Bytes(string text)
    {
        var result = Evaluator.Evaluate(Parse(text, ExpressionKind.String), Fields, out var value);
        Assert.True(result.IsOk, $"{text}: {result.Error}");
        return value.ToArray();
    }

    /// <summary>The value as characters of a byte each.</summary>
    public string Text(string text) => Encoding.Latin1.GetString(Bytes(text));

    public string? Fault(string text) =>
        Evaluator.Evaluate(Parse(text, ExpressionKind.String), Fields, out _).Error;

    private sealed class Nobody : IEvaluationTrace
    {
        public void Saw(Expression expression, in Step step, bool value)
        {
        }

        public void Saw(Expression expression, in Step step, ReadOnlySpan<byte> value)
        {
        }
    }
}
