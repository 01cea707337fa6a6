using System.Text;
using Microsoft.AspNetCore.Http;

namespace Nestor.Server.Control.Http;

/// <summary>Sends an answer. One of many megabytes is made into bytes a piece at a time, as fast as the client takes it.</summary>
internal static class AnswerWriter
{
    private const int Piece = 16 * 1024;

    /// <param name="isHead">Only the headers were asked for.</param>
    public static async Task Write(HttpResponse response, HttpAnswer answer, bool isHead)
    {
        response.StatusCode = answer.Status;
        response.ContentType = answer.ContentType;
        response.ContentLength = answer.Body is null ? Length(answer.Text) : null;
        if (answer.Closes)
        {
            response.Headers.Connection = "close";
        }

        if (isHead)
        {
            return;
        }

        if (answer.Body is { } body)
        {
            await body(response.BodyWriter, response.HttpContext.RequestAborted);
            return;
        }

        var encoder = Encoding.UTF8.GetEncoder();
        var writer = response.BodyWriter;
        foreach (var chunk in answer.Text.GetChunks())
        {
            for (int at = 0; at < chunk.Length;)
            {
                encoder.Convert(chunk.Span[at..], writer.GetSpan(Piece), flush: false, out int chars, out int bytes, out _);
                writer.Advance(bytes);
                at += chars;
                if ((await writer.FlushAsync(response.HttpContext.RequestAborted)).IsCompleted)
                {
                    return;
                }
            }
        }
    }

    private static long Length(StringBuilder text)
    {
        var encoder = Encoding.UTF8.GetEncoder();
        long length = 0;
        Span<byte> room = stackalloc byte[4096];
        foreach (var chunk in text.GetChunks())
        {
            // Counting alone would not remember the first half of a pair that two pieces share.
            for (int at = 0; at < chunk.Length;)
            {
                encoder.Convert(chunk.Span[at..], room, flush: false, out int chars, out int bytes, out _);
                at += chars;
                length += bytes;
            }
        }

        return length;
    }
}
