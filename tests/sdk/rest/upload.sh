# Uploads the file $1 of type $2 as Google's shell samples do, single quotes in the JSON included,
# and prints the answer.
BASE_URL="$GOOGLE_GEMINI_BASE_URL"
NUM_BYTES=$(wc -c < "$1" | tr -d ' ')

curl -sS "${BASE_URL}/upload/v1beta/files?key=${GEMINI_API_KEY}" \
  -D - -o /dev/null \
  -H "X-Goog-Upload-Protocol: resumable" \
  -H "X-Goog-Upload-Command: start" \
  -H "X-Goog-Upload-Header-Content-Length: ${NUM_BYTES}" \
  -H "X-Goog-Upload-Header-Content-Type: $2" \
  -H "Content-Type: application/json" \
  -d "{'file': {'display_name': 'BY CURL'}}" > upload-header.tmp

upload_url=$(grep -i "x-goog-upload-url: " upload-header.tmp | cut -d" " -f2 | tr -d "\r")

curl -sS "${upload_url}" \
  -H "Content-Length: ${NUM_BYTES}" \
  -H "X-Goog-Upload-Offset: 0" \
  -H "X-Goog-Upload-Command: upload, finalize" \
  --data-binary "@$1"
