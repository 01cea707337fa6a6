using System.Buffers.Binary;
using Nestor.Hooks.Exchange;
using Nestor.Hooks.Points;
using Nestor.Hooks.Services;
using Nestor.Model.Classes;
using Nestor.Model.Expressions;
using Nestor.Wire.Dhcp6;

namespace StandardLibraries.FlexOption;

/// <summary>The message whose options are changed, of either family, and the query that goes with it.</summary>
internal interface IPacket
{
    ClassSet Classes { get; }

    bool TryFind(ushort code, out ReadOnlySpan<byte> body);

    /// <summary>In the place of every option of the code.</summary>
    void Set(ushort code, ReadOnlySpan<byte> body);

    /// <summary>In the place of the first option of the code.</summary>
    void SetFirst(ushort code, ReadOnlySpan<byte> body);

    void Remove(ushort code);

    bool TryEvaluate(Expression expression, ExpressionSource source, out ReadOnlySpan<byte> value);

    bool Test(Expression expression, ExpressionSource source);
}

/// <summary>A DHCPv4 query, or the answer to it.</summary>
internal sealed class Packet4(IExpressions expressions) : IPacket
{
    private Exchange4 _exchange = null!;
    private IResponse4? _response;

    public ClassSet Classes => _exchange.Classes;

    /// <param name="response">Null for the query itself.</param>
    public IPacket Of(Exchange4 exchange, IResponse4? response)
    {
        (_exchange, _response) = (exchange, response);
        return this;
    }

    public bool TryFind(ushort code, out ReadOnlySpan<byte> body) =>
        _response is null ? _exchange.Query.TryOption((byte)code, out body) : _response.TryGet((byte)code, out body);

    public void Set(ushort code, ReadOnlySpan<byte> body)
    {
        if (_response is null)
        {
            _exchange.Query.TrySetOption((byte)code, body);
        }
        else
        {
            _response.Set((byte)code, body);
        }
    }

    public void SetFirst(ushort code, ReadOnlySpan<byte> body) => Set(code, body);

    public void Remove(ushort code)
    {
        if (_response is null)
        {
            _exchange.Query.RemoveOption((byte)code);
        }
        else
        {
            _response.Remove((byte)code);
        }
    }

    public bool TryEvaluate(Expression expression, ExpressionSource source, out ReadOnlySpan<byte> value) =>
        expressions.TryEvaluate(expression, _exchange, source, out value);

    public bool Test(Expression expression, ExpressionSource source) => expressions.Test(expression, _exchange, source);
}

/// <summary>A DHCPv6 query, or the answer to it.</summary>
internal sealed class Packet6(IExpressions expressions) : IPacket
{
    private readonly List<byte> _message = [];
    private Exchange6 _exchange = null!;
    private IResponse6? _response;

    public ClassSet Classes => _exchange.Classes;

    /// <param name="response">Null for the query itself.</param>
    public IPacket Of(Exchange6 exchange, IResponse6? response)
    {
        (_exchange, _response) = (exchange, response);
        return this;
    }

    public bool TryFind(ushort code, out ReadOnlySpan<byte> body) =>
        _response is null ? _exchange.Query.TryOption(code, out body) : _response.TryFind(code, 0, out body);

    public void Set(ushort code, ReadOnlySpan<byte> body)
    {
        if (_response is null)
        {
            Rewrite(code, body, onlyFirst: false);
        }
        else
        {
            _response.Remove(code);
            _response.Add(code, body);
        }
    }

    public void SetFirst(ushort code, ReadOnlySpan<byte> body)
    {
        if (_response is null)
        {
            Rewrite(code, body, onlyFirst: true);
            return;
        }

        for (int i = 0; i < _response.Count; i++)
        {
            if (_response.CodeAt(i) == code)
            {
                _response.Replace(i, body);
                return;
            }
        }

        _response.Add(code, body);
    }

    public void Remove(ushort code)
    {
        if (_response is null)
        {
            Start(code, onlyFirst: false);
            Finish();
        }
        else
        {
            _response.Remove(code);
        }
    }

    public bool TryEvaluate(Expression expression, ExpressionSource source, out ReadOnlySpan<byte> value) =>
        expressions.TryEvaluate(expression, _exchange, source, out value);

    public bool Test(Expression expression, ExpressionSource source) => expressions.Test(expression, _exchange, source);

    private void Rewrite(ushort code, ReadOnlySpan<byte> body, bool onlyFirst)
    {
        Start(code, onlyFirst);
        Append(code, body);
        Finish();
    }

    /// <summary>The query without the options of a code.</summary>
    private void Start(ushort code, bool onlyFirst)
    {
        var query = _exchange.Query;
        _message.Clear();
        _message.AddRange(query.Bytes[..Nestor.Wire.Dhcp6.Packet6.HeaderLength]);
        var options = query.Options;
        bool isLeftOut = false;
        while (options.TryNext(out ushort found, out var body))
        {
            if (found != code || (onlyFirst && isLeftOut))
            {
                Append(found, body);
            }

            isLeftOut |= found == code;
        }
    }

    private void Append(ushort code, ReadOnlySpan<byte> body)
    {
        Span<byte> head = stackalloc byte[OptionCursor6.HeaderLength];
        BinaryPrimitives.WriteUInt16BigEndian(head, code);
        BinaryPrimitives.WriteUInt16BigEndian(head[2..], (ushort)body.Length);
        _message.AddRange(head);
        _message.AddRange(body);
    }

    private void Finish() => _exchange.Chain.SetMessage(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_message));
}
